import { type Content, FALLBACK_LANGUAGE, fillText } from '#content';
import { type Contact, fits, identifies, type Language } from '#domain';
import type { BroadcastContent } from '#storage';
import { placeOf, type Setting } from './own-world.ts';

/** What a text may speak of, with or without a workshop. */
export const OWN_VALUES = ['name', 'organisation', 'site'] as const;
export const WORKSHOP_VALUES = ['title', 'place', 'startsAt', 'endsAt'] as const;

export type OwnText = Extract<BroadcastContent, { text: unknown }>;

/** A broadcast's text to one family; the body is empty where there is none that she may be sent. */
export type Written = { body: string; language: Language; identifies: boolean };

type Words = Pick<Content, 'texts' | 'usable'>;

/** The language a contact reads a text in: hers, the one chosen for those without, or none. */
export function languageFor(text: OwnText, contact: Pick<Contact, 'language'>): Language | null {
  const hers = contact.language ?? FALLBACK_LANGUAGE;
  return Object.hasOwn(text.text, hers) ? hers : text.fallback;
}

/**
 * Writes a broadcast's text for one family. Where it would take more segments than it may, the site's name
 * stands for a long place, and then it goes without her name. The first text of ours to her says who we are
 * and how to stop.
 */
export function writeOwn(
  content: Content,
  text: OwnText,
  setting: Setting,
  contact: Pick<Contact, 'name' | 'language' | 'sites' | 'firstTextAt'>,
  { live }: { live: boolean },
): Written {
  const language = languageFor(text, contact);
  const organisation = setting.programme.name;
  if (language === null)
    return { body: '', language: contact.language ?? FALLBACK_LANGUAGE, identifies: false };
  const site = setting.workshop ? setting.sites.get(setting.workshop.site) : null;
  const timeZone = site?.timeZone ?? placeOf(setting, contact).timeZone;
  const values = valuesFor(setting, contact, language);
  const short = { ...values, ...(site ? { place: site.name } : {}) };
  const bodies = [values, short, { ...short, name: '' }].map((given) => {
    const body = fillText(content, {
      language,
      text: text.text[language]!,
      values: given,
      timeZone,
    });
    return contact.firstTextAt === null
      ? introduced(content, body, language, organisation, live)
      : body;
  });
  const body = bodies.find((one) => fits(one, organisation)) ?? bodies.at(-1)!;
  return { body, language, identifies: identifies(body, organisation) };
}

/** With who we are and how to stop below it; empty where nobody has read that in any language. */
function introduced(
  content: Words,
  body: string,
  language: Language,
  organisation: string,
  live: boolean,
): string {
  if (identifies(body, organisation)) return body;
  const request = { language, namespace: 'common', key: 'first_text', timeZone: 'UTC' };
  const about = content.usable({ ...request, values: { organisation } }, { live });
  return about ? `${body}\n${about.text}` : '';
}

function valuesFor(
  { programme, sites, workshop }: Setting,
  contact: Pick<Contact, 'name' | 'sites'>,
  language: Language,
): Record<string, string | Date> {
  const own = sites.get(workshop?.site ?? contact.sites[0] ?? '');
  return {
    name: firstName(contact.name),
    organisation: programme.name,
    site: own?.name ?? programme.name,
    ...(workshop
      ? {
          title: titleIn(workshop.title, language),
          place: workshop.place,
          startsAt: workshop.startsAt,
          endsAt: workshop.endsAt,
        }
      : {}),
  };
}

const titleIn = (title: Record<string, string>, language: Language): string =>
  title[language] ?? title.es ?? title.en ?? Object.values(title)[0] ?? '';

const TITLES = /^(sra?|srta|señora?|don|doña|mrs?|ms|miss|dr|dra)\.?$/i;
const HOUSEHOLD = /^(familia|family)$/i;
const LONGEST_NAME = 20;

/**
 * By what she is called: the first word of her name that is no title. Empty for a household, for what is no
 * name, and for a name so long that it may hold more than that.
 */
export function firstName(name: string): string {
  const [first = ''] = name.split(/\s+/).filter((word) => word && !TITLES.test(word));
  if (HOUSEHOLD.test(first) || first.length > LONGEST_NAME) return '';
  return /^\p{L}[\p{L}\p{M}'-]*$/u.test(first) ? first : '';
}

import { type Content, ownTextCures } from '#content';
import { countSegments, fits, MOST_SEGMENTS, normaliseText } from '#domain';
import type { OwnBroadcast } from '#storage';
import { shortenersIn } from './links.ts';
import { OWN_VALUES, type OwnText, WORKSHOP_VALUES, writeOwn } from './own-text.ts';
import type { Setting } from './own-world.ts';
import type { Tally } from './tally.ts';

/** A name of usual length, without accents: a text that is too long with it is too long for most. */
const SAMPLE_NAME = 'Guadalupe';

/** What is wrong with a broadcast's texts, a sentence each with its cure; none where all is well. */
export function textProblems(
  content: Content,
  text: OwnText,
  setting: Setting,
  tally: Tally,
): string[] {
  const languages = Object.keys(text.text);
  const unknown = languages.filter((language) => !content.languages.includes(language));
  if (unknown.length > 0)
    return [
      `text: there is no language ${unknown.join(', ')}; there are ${content.languages.join(', ')}`,
    ];
  const wording = languages.flatMap((language) => wordingProblems(text, language, setting));
  if (wording.length > 0) return wording;
  return [
    ...languages.flatMap((language) => lengthProblems(content, text, language, setting)),
    ...missingLanguages(text, tally),
  ];
}

function wordingProblems(text: OwnText, language: string, { workshop }: Setting): string[] {
  const values = workshop ? [...OWN_VALUES, ...WORKSHOP_VALUES] : OWN_VALUES;
  const words = text.text[language]!;
  const shortened = shortenersIn(words).map(
    (name) => `carriers block links of ${name}: write the whole address, as "link"`,
  );
  return [...ownTextCures(words, values), ...shortened].map((cure) => `text.${language}: ${cure}`);
}

function lengthProblems(
  content: Content,
  text: OwnText,
  language: string,
  setting: Setting,
): string[] {
  const sample = { name: SAMPLE_NAME, language, sites: [], firstTextAt: new Date(0) };
  const { body } = writeOwn(content, text, setting, sample, { live: false });
  if (fits(body, setting.programme.name)) return [];
  const { segments, units, encoding, forcedBy } = countSegments(normaliseText(body));
  const why = forcedBy ? `; "${forcedBy}" makes every character cost double` : '';
  return [
    `text.${language}: takes ${segments} segments (${units} characters in ${encoding}${why}), and may take ${MOST_SEGMENTS}: shorten it`,
  ];
}

/** A language of the audience without words blocks the whole, unless it is said what they read instead. */
function missingLanguages(text: OwnText, { byLanguage }: Tally): string[] {
  const { fallback } = text;
  if (fallback !== null)
    return Object.hasOwn(text.text, fallback)
      ? []
      : [`fallback: there is no text in ${fallback}: give it, or choose another`];
  const missing = Object.entries(byLanguage).filter(([name]) => !Object.hasOwn(text.text, name));
  if (missing.length === 0) return [];
  const counts = missing.map(([language, count]) => `${language} (${count})`).join(', ');
  return [
    `text: families read ${counts}: give that text too, or choose what they read instead, as "fallback":"es"`,
  ];
}

/** Whether a text says when the workshop is, in any language. */
export function namesDate({ text }: OwnText): boolean {
  return Object.values(text).some((one) => /\{\{\s*startsAt\b/.test(one));
}

/** What a broadcast's texts to her are true about; null where it speaks of no workshop. */
export function aboutOf(broadcast: OwnBroadcast) {
  const { workshop, startsAt, states, content } = broadcast;
  if (!workshop || !startsAt) return null;
  const undated = 'text' in content && !namesDate(content);
  return { workshop, startsAt, states, ...(undated && { undated }) };
}

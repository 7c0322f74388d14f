import { FALLBACK_LANGUAGE } from '#content';
import type { Contact, Language } from '#domain';
import { type Audience, audiencePages } from '../audience/index.ts';
import { firstName } from './own-text.ts';
import type { OwnWorld } from './own-world.ts';

/** Who is in an audience: recipients, and apart from them who has not agreed, or has said stop. */
export type Tally = {
  count: number;
  byLanguage: Record<Language, number>;
  without: { no_consent: number; opted_out: number };
  /** The first few, so that a person sees whom it is for: first names and the ends of ids, no phones. */
  sample: { name: string; id: string; language: Language }[];
};

const SAMPLE = 5;

/** Whether she has agreed and not said stop; everything else is for the gate to say. */
export function isRecipient({ consent }: Pick<Contact, 'consent'>): boolean {
  return Boolean(consent.granted.workshops) && consent.optedOutAt === null;
}

/** Counts an audience, page by page. */
export async function tallyAudience(
  world: Pick<OwnWorld, 'store'>,
  audience: Audience,
): Promise<Tally> {
  const tally: Tally = {
    count: 0,
    byLanguage: {},
    without: { no_consent: 0, opted_out: 0 },
    sample: [],
  };
  for await (const page of audiencePages(world, audience)) {
    for (const contact of page) note(tally, contact);
  }
  return tally;
}

function note(tally: Tally, contact: Contact): void {
  if (!isRecipient(contact)) {
    tally.without[contact.consent.optedOutAt ? 'opted_out' : 'no_consent'] += 1;
    return;
  }
  const language = contact.language ?? FALLBACK_LANGUAGE;
  tally.count += 1;
  tally.byLanguage[language] = (tally.byLanguage[language] ?? 0) + 1;
  if (tally.sample.length < SAMPLE) {
    const { name, _id } = contact;
    tally.sample.push({ name: firstName(name), id: `…${_id.slice(-4)}`, language });
  }
}

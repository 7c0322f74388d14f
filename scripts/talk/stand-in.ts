import type { ContentDirs } from '#content';

/** Where the shipped flows, the words and the kept transcripts lie, from the folder the commands run in. */
export const SHIPPED: ContentDirs = { flowsDir: 'flows', localesDir: 'locales' };
export const TRANSCRIPTS = 'test/flows';

/** The clock that a talk, and its workshop's family, live by. */
export const TIME_ZONE = 'America/Los_Angeles';

/** When a talk begins: a Saturday, 10:00 in the morning, a week before its workshop. */
export const BEGINS = '2026-11-28T18:00:00Z';

export const ORGANISATION = 'Parent College';

/** A site's name, which stands for its place where that would make a text too long. */
export const SITE = 'Roosevelt';

const TITLES: Record<string, string> = { es: 'Leer en familia', en: 'Reading together' };

/** What every text may speak of, without a workshop. */
export const PROGRAMME_VALUES = { organisation: ORGANISATION };

/** A workshop as texts speak of it: Saturday 5 December 2026, 10:00 in Los Angeles. */
export function workshopValues(language: string): Record<string, string> {
  return {
    title: TITLES[language] ?? TITLES.es!,
    place: 'Roosevelt High School, 456 S Mathews St',
    site: SITE,
    startsAt: '2026-12-05T18:00:00Z',
    endsAt: '2026-12-05T20:00:00Z',
  };
}

/** What is known of that workshop beside date and place, to answer questions from. */
export const WORKSHOP_FACTS: Record<string, boolean> = {
  cost: false,
  food: true,
  parking: true,
  interpretation: true,
  id_required: false,
  bring_guest: true,
  late_ok: true,
};

import type { Language } from './contact.ts';
import type { OfficeHours } from './office-hours.ts';

/** A text in each language it was given in. */
export type ByLanguage = Record<Language, string>;

/** What is known of a workshop beside date and place: a text by language, or only that it is so or not. */
export type Fact = ByLanguage | boolean;

/** How a family takes part. */
export type Mode = 'in_person' | 'zoom';

export const MODES: readonly Mode[] = ['in_person', 'zoom'];

/** A school or centre: the place whose clock its workshops and families live by. */
export type Site = {
  _id: string;
  name: string;
  /** IANA zone, e.g. `America/Los_Angeles`. */
  timeZone: string;
  /** Two letters, for the states with narrower hours; null where it has none. */
  state: string | null;
  /** When somebody is there to answer; null or none where nobody told us. */
  officeHours?: OfficeHours | null;
};

/**
 * Who sends: the name in every first text, the programme's zone, what HELP/AYUDA tells, and its own words on
 * topics (`safety`), for workshops that have none.
 */
export type Programme = {
  name: string;
  timeZone: string;
  help: ByLanguage | null;
  /** Segments a month after which nothing proactive goes, and what one costs in US dollars; null or none. */
  monthlySegments?: number | null;
  segmentPrice?: number | null;
  /** The language of who has not told hers, and of what hers lacks; Spanish where none is said. */
  language?: Language | null;
  facts?: Record<string, ByLanguage>;
};

/** Seats of one mode, or of childcare: `capacity` null is without limit. */
export type Seats = { capacity: number | null; taken: number };

/** One date of a programme. `seats` are counters changed only by conditional updates. */
export type Workshop = {
  _id: string;
  site: string;
  /** The programme's name for the workshops it belongs with; null or none where it stands alone. */
  series?: string | null;
  title: ByLanguage;
  startsAt: Date;
  endsAt: Date;
  place: string;
  facts: Record<string, Fact>;
  seats: Record<Mode, Seats>;
  childcare: Seats;
  cancelledAt: Date | null;
};

/** Whether a fact is said to hold: `true`, or any text about it. */
export function factHolds(workshop: Pick<Workshop, 'facts'>, name: string): boolean {
  const fact = workshop.facts[name];
  return fact !== undefined && fact !== false;
}

/** The modes a workshop offers: in person always; Zoom when a fact `virtual` or `zoom` says so. */
export function modesOf(workshop: Pick<Workshop, 'facts'>): Mode[] {
  return factHolds(workshop, 'virtual') || factHolds(workshop, 'zoom') ? [...MODES] : ['in_person'];
}

/** Free seats of one counter; `Infinity` where it has no limit. */
export function freeSeats(seats: Seats): number {
  return seats.capacity === null ? Number.POSITIVE_INFINITY : seats.capacity - seats.taken;
}

import { instantOf, type LocalDay, localTime } from './local-time.ts';

/**
 * Which hours hold: `usual` for whatever can wait, `hard` for a notice that would come too late, `urgent`
 * for a cancellation or change on the day itself that a named person has confirmed.
 */
export type HourLimits = 'usual' | 'hard' | 'urgent';

/** Where and when: an instant, the recipient's zone, her state (two letters, or null), and the limits. */
export type SendingMoment = {
  at: Date;
  timeZone: string;
  state: string | null;
  limits: HourLimits;
};

/** Minutes after local midnight; `to` is the first minute that is closed. */
type Window = { from: number; to: number };

const hours = (from: number, to: number): Window => ({ from: from * 60, to: to * 60 });

const SUNDAY = 0;
const SATURDAY = 6;

/** design.md §5: 10:00–19:30, Sunday from 12:00; hard limits 8:00–21:00; urgent from 7:00. */
function limitsOf(limits: HourLimits, weekday: number): Window {
  if (limits === 'urgent') return hours(7, 21);
  if (limits === 'hard') return hours(8, 21);
  return hours(weekday === SUNDAY ? 12 : 10, 19.5);
}

/** States that allow less than 8:00–21:00 (twilio.md §3); they narrow every limit. */
const STATES: Record<string, (weekday: number) => Window> = {
  CT: () => hours(9, 20),
  FL: () => hours(8, 20),
  MD: () => hours(8, 20),
  MS: () => hours(8, 20),
  NJ: () => hours(8, 20),
  OK: () => hours(8, 20),
  RI: (weekday) => (weekday === SUNDAY || weekday === SATURDAY ? hours(10, 17) : hours(9, 18)),
  TX: (weekday) => (weekday === SUNDAY ? hours(12, 21) : hours(9, 21)),
};

function windowOf(weekday: number, state: string | null, limits: HourLimits): Window {
  const { from, to } = limitsOf(limits, weekday);
  const narrower = STATES[state?.toUpperCase() ?? '']?.(weekday) ?? hours(0, 24);
  return { from: Math.max(from, narrower.from), to: Math.min(to, narrower.to) };
}

/** The opening of the local calendar day on which `at` falls, or of a day after it, as instants. */
function openingOf(moment: SendingMoment, today: LocalDay, daysLater: number) {
  const { timeZone, state, limits } = moment;
  const { from, to } = windowOf((today.weekday + daysLater) % 7, state, limits);
  return {
    opens: instantOf(today, daysLater, from, timeZone),
    closes: instantOf(today, daysLater, to, timeZone),
  };
}

/**
 * `at` itself if a text may go then, else the instant of the next opening. The closing minute is closed
 * to the millisecond: 19:30:00.000 waits for the morning.
 */
export function nextOpening(moment: SendingMoment): Date {
  const { day } = localTime(moment.at, moment.timeZone);
  const today = openingOf(moment, day, 0);
  if (moment.at < today.opens) return today.opens;
  // Every day of the week has an opening, so tomorrow's is the next.
  return moment.at < today.closes ? moment.at : openingOf(moment, day, 1).opens;
}

/** Whether a text may go at `at`. */
export function isOpen(moment: SendingMoment): boolean {
  return closesAt(moment) !== null;
}

/**
 * When the opening that `at` lies in ends, or null if it lies in none. With `hard` (or `urgent`) limits
 * this bounds Twilio's ValidityPeriod, so that what waits in a carrier's queue is not delivered at night.
 */
export function closesAt(moment: SendingMoment): Date | null {
  const { day } = localTime(moment.at, moment.timeZone);
  const { opens, closes } = openingOf(moment, day, 0);
  return moment.at >= opens && moment.at < closes ? closes : null;
}

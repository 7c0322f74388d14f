import { DAY, MINUTE } from './clock.ts';

/** So many messages, and no more, are answered since then. */
export type AnswerBound = { since: Date; most: number };

/**
 * How much one person is answered in a time. Twilio ends a loop itself at 15 replies within 30 seconds (error
 * 14107, twilio.com/docs/api/errors/14107); a parent's own burst of short messages stays below thirty in five
 * minutes, and no parent writes 120 times a day, while a slow auto-responder goes on for ever.
 */
const ANSWERED: readonly { within: number; most: number }[] = [
  { within: 5 * MINUTE, most: 30 },
  { within: DAY, most: 120 },
];

/** How many of the last times somebody wrote must be known to tell. */
export const TIMES_KEPT = Math.max(...ANSWERED.map(({ most }) => most)) + 1;

/**
 * Which bounds somebody has passed who wrote at these times, the latest of them now: what came of it, whether
 * so much was also answered, is then to be looked at. None for nearly everybody.
 */
export function boundsPassed(wroteAt: readonly Date[]): AnswerBound[] {
  const times = wroteAt.map((at) => new Date(at).getTime());
  const now = Math.max(...times);
  return ANSWERED.filter(({ within, most }) => {
    return times.filter((at) => now - at < within).length > most;
  }).map(({ within, most }) => ({ since: new Date(now - within), most }));
}

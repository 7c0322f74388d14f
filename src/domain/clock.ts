/**
 * Two times. `now` is the time that has meaning to families (hours, reminders, silence); a test, the demo
 * or `PUENTE_CLOCK` may move it. `real` is the machine's own, for what must not jump with it: how long a
 * call to Twilio has been under way, and Twilio's own dates.
 */
export type Clock = { now: () => Date; real: () => Date };

/** The machine's clock, moved by nothing. */
export const systemClock: Clock = { now: () => new Date(), real: () => new Date() };

/** A clock that stands still at `at`, for tests. */
export function fixedClock(at: Date | string): Clock {
  const instant = new Date(at);
  return { now: () => new Date(instant), real: () => new Date(instant) };
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

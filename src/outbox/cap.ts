import { DAY, instantOf, localTime } from '#domain';

/** How much may come unasked (design §5, domain.md §3): a day, and in any seven days. */
export const CAP = { perDay: 1, perWeek: 3 } as const;

const WEEK = 7 * DAY;

/**
 * The earliest instant, from `at` on, at which one more proactive text keeps within the cap, given when the
 * others went or are to go, all in the recipient's zone.
 */
export function earliestUnderCap(at: Date, others: readonly Date[], timeZone: string): Date {
  const times = others.map(Number);
  const days = times.map((time) => nextMidnight(time, timeZone));
  const fits = (time: number) => {
    const day = nextMidnight(time, timeZone);
    return days.filter((other) => other === day).length < CAP.perDay && !isCrowded(time, times);
  };
  // What forbids an instant ends with the day of one of the others, or a week after one of them.
  const ends = [...days, ...times.map((time) => time + WEEK)].sort((a, b) => a - b);
  const candidates = [Number(at), ...ends.filter((end) => end > Number(at))];
  // A week after the last of them, nothing forbids any more.
  return new Date(candidates.find(fits) ?? at);
}

/** Whether some seven days with `time` in them would hold too many. */
function isCrowded(time: number, others: readonly number[]): boolean {
  const all = [...others, time].sort((a, b) => a - b);
  return all.some((first, i) => {
    const last = all[i + CAP.perWeek];
    return last !== undefined && last - first < WEEK && first <= time && time <= last;
  });
}

/** When the local day of an instant ends. */
function nextMidnight(time: number, timeZone: string): number {
  return instantOf(localTime(new Date(time), timeZone).day, 1, 0, timeZone).getTime();
}

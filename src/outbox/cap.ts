import { DAY, instantOf, localTime } from '#domain';

/** How much may come unasked (design §5, domain.md §3): a day, and in any seven days. */
export const CAP = { perDay: 1, perWeek: 3 } as const;

/**
 * The earliest instant, from `at` on, at which one more proactive text keeps within the cap, given when the
 * others went or are to go, all in the recipient's zone.
 */
export function earliestUnderCap(at: Date, others: readonly Date[], timeZone: string): Date {
  const times = others.map(Number).sort((a, b) => a - b);
  const dayOf = (time: number) => localTime(new Date(time), timeZone).day;
  const sameDay = (a: number, b: number) => {
    const [x, y] = [dayOf(a), dayOf(b)];
    return x.year === y.year && x.month === y.month && x.day === y.day;
  };
  let candidate = at.getTime();
  // Each round moves past one of the others, so as many rounds as there are others are enough.
  for (let round = 0; round <= times.length; round += 1) {
    const thatDay = times.filter((time) => sameDay(time, candidate));
    const thatWeek = times.filter((time) => Math.abs(time - candidate) < 7 * DAY);
    if (thatDay.length >= CAP.perDay) {
      candidate = instantOf(dayOf(candidate), 1, 0, timeZone).getTime();
    } else if (thatWeek.length >= CAP.perWeek) {
      candidate = (thatWeek.at(-CAP.perWeek) ?? candidate) + 7 * DAY;
    } else {
      break;
    }
  }
  return new Date(candidate);
}

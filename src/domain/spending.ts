import { localTime } from './local-time.ts';
import type { Programme } from './workshop.ts';

/** What was sent in a calendar month of the programme's zone, beside its limit. */
export type MonthSpent = {
  /** `2026-12`. */
  month: string;
  segments: number;
  /** Segments a month; null where there is no limit. */
  limit: number | null;
  /** US dollars; null where no price is known. */
  cost: number | null;
  /** How full the month is, in percent, where that is worth a word: `SPENDING_LEVELS`. */
  warning: number | null;
};

/** Percent of the month's limit at which it is told: soon, and when what nobody asked for is held back. */
export const SPENDING_LEVELS = [80, 100] as const;

/** The calendar month of an instant on a zone's clock: `2026-12`. */
export function monthOf(at: Date, timeZone: string): string {
  const { year, month } = localTime(at, timeZone).day;
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** A month's sending as people are told of it. */
export function monthSpent(
  programme: Pick<Programme, 'monthlySegments' | 'segmentPrice'>,
  month: string,
  segments: number,
): MonthSpent {
  const limit = programme.monthlySegments ?? null;
  const cost = costInDollars(segments, programme);
  return { month, segments, limit, cost, warning: spendingLevel(segments, limit) };
}

/** The highest of `SPENDING_LEVELS` that so many segments reach; null below the first, or without a limit. */
export function spendingLevel(segments: number, limit: number | null): number | null {
  if (limit === null) return null;
  return SPENDING_LEVELS.findLast((percent) => segments * 100 >= limit * percent) ?? null;
}

/** What segments cost in US dollars, to the cent; null where the programme has told no price. */
export function costInDollars(
  segments: number,
  { segmentPrice }: Pick<Programme, 'segmentPrice'>,
): number | null {
  return segmentPrice ? Math.round(segments * segmentPrice * 100) / 100 : null;
}

import { TZDate } from '@date-fns/tz';

/** A calendar day as a wall calendar shows it; `month` is 1–12, `weekday` 0 for Sunday to 6. */
export type LocalDay = { year: number; month: number; day: number; weekday: number };

/** Whether a name is an IANA time zone this machine knows. */
export function isTimeZone(name: string): boolean {
  return !Number.isNaN(new TZDate(0, name).getTime());
}

/** The calendar day and the minutes since its midnight that a clock in `timeZone` shows at an instant. */
export function localTime(at: Date, timeZone: string): { day: LocalDay; minutes: number } {
  const local = zoned(new TZDate(at, timeZone), timeZone);
  const day = {
    year: local.getFullYear(),
    month: local.getMonth() + 1,
    day: local.getDate(),
    weekday: local.getDay(),
  };
  return { day, minutes: local.getHours() * 60 + local.getMinutes() };
}

/**
 * The instant at which a clock in `timeZone` shows `minutes` after midnight, `daysLater` (may be negative)
 * than `day`. Counts days on the calendar, so a change of summer time in between moves nothing.
 */
export function instantOf(
  day: Pick<LocalDay, 'year' | 'month' | 'day'>,
  daysLater: number,
  minutes: number,
  timeZone: string,
): Date {
  const hours = Math.floor(minutes / 60);
  const { year, month } = day;
  const local = new TZDate(
    year,
    month - 1,
    day.day + daysLater,
    hours,
    minutes % 60,
    0,
    0,
    timeZone,
  );
  return new Date(zoned(local, timeZone).getTime());
}

function zoned(date: TZDate, timeZone: string): TZDate {
  if (!Number.isNaN(date.getTime())) return date;
  throw new RangeError(
    `No such time in zone "${timeZone}": use a valid date and an IANA name such as America/Los_Angeles.`,
  );
}

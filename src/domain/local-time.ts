import { TZDate } from '@date-fns/tz';
import { MINUTE } from './clock.ts';
import { remembered } from './remembered.ts';

/** A calendar day as a wall calendar shows it; `month` is 1–12, `weekday` 0 for Sunday to 6. */
export type LocalDay = Readonly<{ year: number; month: number; day: number; weekday: number }>;

/** A day, and the minutes since its midnight. */
type LocalTime = Readonly<{ day: LocalDay; minutes: number }>;

const localTimes = new Map<string, LocalTime>();
const instants = new Map<string, number>();

/** Whether a name is an IANA time zone this machine knows. */
export function isTimeZone(name: string): boolean {
  return !Number.isNaN(new TZDate(0, name).getTime());
}

/** The calendar day and the minutes since its midnight that a clock in `timeZone` shows at an instant. */
export function localTime(at: Date, timeZone: string): LocalTime {
  // Every text of a broadcast asks for the same minute of the same few zones, and a zone is dear to ask.
  const minute = Math.floor(at.getTime() / MINUTE);
  return remembered(localTimes, `${minute} ${timeZone}`, () => askZone(at, timeZone));
}

function askZone(at: Date, timeZone: string): LocalTime {
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
  const { year, month } = day;
  const date = day.day + daysLater;
  const key = `${year} ${month} ${date} ${minutes} ${timeZone}`;
  return new Date(
    remembered(instants, key, () => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const local = new TZDate(year, month - 1, date, hours, rest, 0, 0, timeZone);
      return zoned(local, timeZone).getTime();
    }),
  );
}

function zoned(date: TZDate, timeZone: string): TZDate {
  if (!Number.isNaN(date.getTime())) return date;
  throw new RangeError(
    `No such time in zone "${timeZone}": use a valid date and an IANA name such as America/Los_Angeles.`,
  );
}

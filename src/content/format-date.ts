import { localTime } from '#domain';
import type { LanguageSettings } from './language-settings.ts';

/** The ways a date may be written in a text: `{{startsAt, longDate}}`. */
export const DATE_FORMATS = ['longDate', 'shortDate', 'briefDate', 'time'] as const;

export type DateFormat = (typeof DATE_FORMATS)[number];

/** A broadcast writes the same few dates thousands of times. */
const written = new WeakMap<LanguageSettings, Map<string, string>>();
const WRITTEN_LIMIT = 1000;

/**
 * A date as a family reads it, on the clock of `timeZone`: `longDate` "sábado 5 de diciembre", `shortDate`
 * with a short month, `briefDate` "sáb 5 dic" for lists (as `shortDate` where a language has none), `time`
 * "10:00 a. m.". Takes a Date or ISO 8601 text.
 */
export function formatDate(
  value: Date | string,
  format: DateFormat,
  settings: LanguageSettings,
  timeZone: string,
): string {
  const at = new Date(value);
  const mine = written.get(settings) ?? new Map<string, string>();
  written.set(settings, mine);
  const name = `${at.getTime()} ${timeZone} ${format}`;
  const known = mine.get(name);
  if (known !== undefined) return known;
  const parts =
    format === 'time' ? timeParts(at, settings, timeZone) : dayParts(at, settings, timeZone);
  const { briefDate = settings.formats.shortDate } = settings.formats;
  const text = { ...settings.formats, briefDate }[format].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, part) => parts[part] ?? '',
  );
  if (mine.size >= WRITTEN_LIMIT) mine.clear();
  mine.set(name, text);
  return text;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A Sunday, from which a weekday without a date is counted. */
const SUNDAY = Date.UTC(2026, 10, 29);

/**
 * A time that an option stands for: ISO 8601, "sábado 5 de diciembre, 10:00 a. m." on the clock of
 * `timeZone`; or a time of the week as `sat 10:00`, "sábado, 10:00 a. m.".
 */
export function formatMoment(at: string, settings: LanguageSettings, timeZone: string): string {
  const [day, clock] = at.split(' ');
  const weekday = WEEKDAYS.indexOf(day!);
  if (weekday < 0 || clock === undefined) {
    const [date, time] = (['longDate', 'time'] as const).map((format) =>
      formatDate(at, format, settings, timeZone),
    );
    return `${date}, ${time}`;
  }
  const [hours, minutes] = clock.split(':').map(Number);
  const moment = new Date(SUNDAY + ((weekday * 24 + hours!) * 60 + minutes!) * 60_000);
  const name = dayParts(moment, settings, 'UTC').weekday;
  return `${name}, ${formatDate(moment, 'time', settings, 'UTC')}`;
}

function timeParts(at: Date, { formats }: LanguageSettings, timeZone: string) {
  const { minutes } = localTime(at, timeZone);
  const hour = Math.floor(minutes / 60);
  const parts: Record<string, string> = {
    hour: String(hour % 12 || 12),
    minute: String(minutes % 60).padStart(2, '0'),
    period: hour < 12 ? formats.am : formats.pm,
  };
  return parts;
}

function dayParts(at: Date, { locale, names }: LanguageSettings, timeZone: string) {
  if (names) return ownDayParts(at, names, timeZone);
  const long = namesOf('long', locale, timeZone).formatToParts(at);
  const short = namesOf('short', locale, timeZone).formatToParts(at);
  const pick = (from: Intl.DateTimeFormatPart[], type: string): string =>
    from.find((part) => part.type === type)?.value.replace('.', '') ?? '';
  const parts: Record<string, string> = {
    weekday: pick(long, 'weekday'),
    day: pick(long, 'day'),
    month: pick(long, 'month'),
    shortWeekday: pick(short, 'weekday'),
    shortMonth: pick(short, 'month'),
  };
  return parts;
}

/** A day in the names the language brings itself; where it has no short ones, the long ones. */
function ownDayParts(
  at: Date,
  { weekdays, months, shortWeekdays, shortMonths }: NonNullable<LanguageSettings['names']>,
  timeZone: string,
) {
  const { day } = localTime(at, timeZone);
  const parts: Record<string, string> = {
    weekday: weekdays[day.weekday]!,
    day: String(day.day),
    month: months[day.month - 1]!,
    shortWeekday: (shortWeekdays ?? weekdays)[day.weekday]!,
    shortMonth: (shortMonths ?? months)[day.month - 1]!,
  };
  return parts;
}

/** Making a formatter costs far more than using it. */
const made = new Map<string, Intl.DateTimeFormat>();

function namesOf(length: 'long' | 'short', locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${length} ${locale} ${timeZone}`;
  const known = made.get(name);
  if (known) return known;
  const options = { weekday: length, day: 'numeric', month: length, timeZone } as const;
  const formatter = new Intl.DateTimeFormat(locale, options);
  made.set(name, formatter);
  return formatter;
}

import { localTime } from '#domain';
import type { LanguageSettings } from './language-settings.ts';

/** The ways a date may be written in a text: `{{startsAt, longDate}}`. */
export const DATE_FORMATS = ['longDate', 'shortDate', 'time'] as const;

export type DateFormat = (typeof DATE_FORMATS)[number];

/** A broadcast writes the same few dates thousands of times. */
const written = new WeakMap<LanguageSettings, Map<string, string>>();
const WRITTEN_LIMIT = 1000;

/**
 * A date as a family reads it, on the clock of `timeZone`: `longDate` "sábado 5 de diciembre", `shortDate`
 * with a short month, `time` "10:00 a. m.". Takes a Date or ISO 8601 text.
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
  const text = settings.formats[format].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, part) => parts[part] ?? '',
  );
  if (mine.size >= WRITTEN_LIMIT) mine.clear();
  mine.set(name, text);
  return text;
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

import { type Content, hasPlurals, isKnownLocale, LanguageSettings } from '#content';
import type { Row } from './rows.ts';

type Settings = LanguageSettings;

const LISTS = ['weekdays', 'shortWeekdays', 'months', 'shortMonths'] as const;

/** What each row of settings is for, in the order a translator meets them; `own` only where it is needed. */
const ROWS: Record<string, { context: string; own?: true }> = {
  locale: { context: 'the locale whose numbers and lists it writes, as es-US' },
  plurals: { context: 'the language whose plural forms it shares, as vi', own: true },
  'names.weekdays': { context: 'days, Sunday first, with commas between', own: true },
  'names.shortWeekdays': { context: 'the same, short; may stay empty', own: true },
  'names.months': { context: 'months, January first, with commas between', own: true },
  'names.shortMonths': { context: 'the same, short; may stay empty', own: true },
  'formats.longDate': { context: 'how a day is written: Saturday 5 December' },
  'formats.shortDate': { context: 'how a day is written where there is little room' },
  'formats.briefDate': { context: 'how a day is written in a list, as short as can be' },
  'formats.time': { context: 'how a time is written: 10:00 a.m.' },
  'formats.am': { context: 'before noon' },
  'formats.pm': { context: 'from noon on' },
  'samples.title': { context: 'a long but real title of a workshop; texts are measured with it' },
  'samples.place': { context: 'a long but real place' },
  'samples.site': { context: 'the name of a school' },
};

/** The rows of a language's settings; one of which machines know nothing also names its days and months. */
export function settingsRows(content: Content, language: string, source: string): Row[] {
  const mine = cellsOf(content.texts[language]?.settings);
  const theirs = cellsOf(content.texts[source]!.settings);
  const isStrange = !isKnownLocale(language) || mine['names.weekdays'] !== undefined;
  const known = isKnownLocale(language) && !content.texts[language] ? language : '';
  return Object.entries(ROWS)
    .filter(([, { own }]) => !own || isStrange)
    .map(([key, { context }]) => ({
      key: `language.${key}`,
      source: theirs[key] ?? '',
      translation: mine[key] ?? (key === 'locale' ? known : ''),
      context,
      limit: '',
      placeholders: '',
    }));
}

/** The settings that rows make, above those there were, or the first thing wrong with them. */
export function settingsFrom(
  cells: Record<string, string>,
  before: Settings | undefined,
): { settings: Settings } | { wrong: string } {
  const all = { ...cellsOf(before), ...cells };
  const unknown = Object.keys(cells).find((key) => !Object.hasOwn(ROWS, key));
  if (unknown) return { wrong: `there is no setting language.${unknown}` };
  const settings: Record<string, unknown> = {};
  for (const [key, cell] of Object.entries(all)) put(settings, key, cell);
  if (typeof settings.locale === 'string' && settings.plurals === undefined) {
    if (!hasPlurals(settings.locale)) return { wrong: 'language.plurals: name a language' };
  }
  const read = LanguageSettings.safeParse(settings);
  if (read.success) return { settings: read.data };
  const [issue] = read.error.issues;
  return { wrong: `language.${issue!.path.join('.')}: ${issue!.message}` };
}

function put(settings: Record<string, unknown>, key: string, cell: string): void {
  const [group, name] = key.split('.');
  const isList = LISTS.some((list) => list === name);
  const value = isList ? cell.split(',').map((part) => part.trim()) : cell;
  if (name === undefined) settings[group!] = value;
  else settings[group!] = { ...(settings[group!] as object), [name]: value };
}

function cellsOf(settings: Settings | undefined): Record<string, string> {
  if (!settings) return {};
  const { locale, plurals, names = {}, formats, samples } = settings;
  const nested = { names, formats, samples };
  const cells = Object.entries(nested).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => [
      `${group}.${name}`,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return { locale, ...(plurals && { plurals }), ...Object.fromEntries(cells) };
}

import { z } from 'zod';

/** The parts a day may be written with, and those of a time. */
const DAY_PARTS = ['weekday', 'shortWeekday', 'day', 'month', 'shortMonth'];
const TIME_PARTS = ['hour', 'minute', 'period'];

const locale = z
  .string()
  .refine(
    isKnownLocale,
    'this machine does not know that locale; take a near one it knows, such as en-US, and give `names` and `plurals`',
  );

const names = (count: number) => z.array(z.string().min(1)).length(count);

/**
 * What a language says of itself in `language.json`: the locale its numbers, lists and names of days are
 * taken from, how dates and times are put together from `weekday`, `shortWeekday`, `day`, `month`,
 * `shortMonth`, `hour`, `minute` and `period`, and long but real samples by which texts are measured. A
 * language of which machines know nothing brings the rest itself.
 */
export const LanguageSettings = z.strictObject({
  locale,
  /** The language whose plural forms it shares, where that is not the locale's. */
  plurals: z.string().refine(hasPlurals, 'no plural rules are known by that name').optional(),
  /** Its own names of days (Sunday first) and months. */
  names: z
    .strictObject({
      weekdays: names(7),
      months: names(12),
      shortWeekdays: names(7).optional(),
      shortMonths: names(12).optional(),
    })
    .optional(),
  formats: z.strictObject({
    longDate: formatOf(DAY_PARTS),
    shortDate: formatOf(DAY_PARTS),
    briefDate: formatOf(DAY_PARTS).optional(),
    time: formatOf(TIME_PARTS),
    am: z.string(),
    pm: z.string(),
  }),
  samples: z.strictObject({ title: z.string(), place: z.string(), site: z.string() }),
});

export type LanguageSettings = z.infer<typeof LanguageSettings>;

/** Whether machines know a locale's days and numbers, as far as this one tells. */
export function isKnownLocale(name: string): boolean {
  return isSupported(Intl.DateTimeFormat, name);
}

/** Whether machines know a language's plural forms. */
export function hasPlurals(name: string): boolean {
  return isSupported(Intl.PluralRules, name);
}

function isSupported(
  kind: { supportedLocalesOf: (name: string) => string[] },
  name: string,
): boolean {
  try {
    return kind.supportedLocalesOf(name).length > 0;
  } catch {
    // What is no name of a locale at all throws.
    return false;
  }
}

/** Rules by the language's plurals; making them costs more than asking them. */
const rules = new Map<string, Intl.PluralRules>();

/** The rules by which a language chooses a plural form. */
export function pluralRules({ plurals, locale: name }: LanguageSettings): Intl.PluralRules {
  const wanted = plurals ?? name;
  const known = rules.get(wanted) ?? new Intl.PluralRules(wanted);
  rules.set(wanted, known);
  return known;
}

/** A number that takes each plural form, as numbers of people go: the longest to write. */
export function pluralForms(settings: LanguageSettings): Map<string, number> {
  const chosen = pluralRules(settings);
  return new Map(Array.from({ length: 100 }, (_, count) => [chosen.select(count), count]));
}

function formatOf(parts: string[]) {
  return z
    .string()
    .refine(
      (text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, part]) => parts.includes(part!)),
      `it may speak of ${parts.map((part) => `{{${part}}}`).join(', ')}`,
    );
}

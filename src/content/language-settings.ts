import { z } from 'zod';

/**
 * What a language says of itself in `language.json`: the locale its numbers, lists and names of days are
 * taken from, how dates and times are put together from `weekday`, `shortWeekday`, `day`, `month`,
 * `shortMonth`, `hour`, `minute` and `period`, and long but real samples by which texts are measured.
 */
export const LanguageSettings = z.strictObject({
  locale: z.string(),
  formats: z.strictObject({
    longDate: z.string(),
    shortDate: z.string(),
    time: z.string(),
    am: z.string(),
    pm: z.string(),
  }),
  samples: z.strictObject({ title: z.string(), place: z.string(), site: z.string() }),
});

export type LanguageSettings = z.infer<typeof LanguageSettings>;

import { createInstance, type i18n } from 'i18next';
import { ContentError, type Language } from '#domain';
import { DATE_FORMATS, formatDate } from './format-date.ts';
import type { LanguageSettings } from './language-settings.ts';

/**
 * What a text is filled with: texts, numbers, lists of texts, and dates as Date or ISO 8601 text. `count` is
 * the number plural forms follow.
 */
export type Values = Record<string, unknown>;

/** A text to be written: whose words (`namespace` is a flow's id, or `common`), and for which clock. */
export type RenderRequest = {
  language: Language;
  namespace: string;
  key: string;
  values: Values;
  timeZone: string;
};

/** The language of who has none of ours: the programmes are Spanish-first. */
export const FALLBACK_LANGUAGE: Language = 'es';

/** One language as it was read: its settings, and its texts by namespace, nested as written. */
export type LanguageTexts = { settings: LanguageSettings; texts: Record<string, object> };

/**
 * Makes the one function that writes texts, compiled once. A value is put in as it is: braces or `$t()` in
 * a name stay what they are. Throws a ContentError for a key there is not or a value that was not given.
 */
export function makeRenderer(languages: Record<Language, LanguageTexts>) {
  const words = instanceOf(languages);
  return ({ language, namespace, key, values, timeZone }: RenderRequest): string => {
    const lng = nearestLanguage(language, Object.keys(languages));
    const { count } = values;
    const text = words.t(key, {
      lng,
      ns: namespace,
      replace: { ...values, timeZone },
      nest: false,
      ...(typeof count === 'number' && { count }),
    });
    if (text !== key) return text;
    throw new ContentError('this text is missing: add it', fileOf(lng, namespace), key);
  };
}

/** The language itself, its base (`es` for `es-MX`), or the fallback. */
export function nearestLanguage(language: Language, known: readonly Language[]): Language {
  const base = language.split('-')[0]!;
  return [language, base, FALLBACK_LANGUAGE].find((name) => known.includes(name)) ?? known[0]!;
}

/** The file that holds a language's texts of one namespace. */
export function fileOf(language: Language, namespace: string): string {
  return `locales/${language}/${namespace}.json`;
}

function instanceOf(languages: Record<Language, LanguageTexts>): i18n {
  const words = createInstance();
  const resources = Object.entries(languages).map(([language, { texts }]) => [language, texts]);
  words.init({
    resources: Object.fromEntries(resources),
    lng: FALLBACK_LANGUAGE,
    fallbackLng: false,
    initAsync: false,
    nsSeparator: false,
    // Texts are plain, and never HTML.
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      throw new ContentError(`the value of ${match[0]} was not given: give it`, 'locales', text);
    },
  });
  for (const format of DATE_FORMATS) {
    words.services.formatter?.add(format, (value, lng, options) =>
      formatDate(value, format, languages[lng!]!.settings, options.timeZone),
    );
  }
  return words;
}

import { createInstance, type i18n } from 'i18next';
import { ContentError, type Language } from '#domain';
import { DATE_FORMATS, formatDate } from './format-date.ts';
import { type LanguageSettings, pluralRules } from './language-settings.ts';
import { FALLBACK_LANGUAGE, languageChain } from './languages.ts';

/**
 * What a text is filled with: texts, numbers, lists of texts, and dates as Date or ISO 8601 text. `count` is
 * the number plural forms follow.
 */
export type Values = Record<string, unknown>;

/**
 * A text to be written: whose words (`namespace` is a flow's id, or `common`), and for which clock. Where
 * `language` lacks it, the programme's language says it, and else the flow's fallback.
 */
export type RenderRequest = {
  language: Language;
  programme?: Language;
  namespace: string;
  key: string;
  values: Values;
  timeZone: string;
};

/** A written text, the language it is in after all, and the full key it has there (`booked_other`). */
export type Rendered = { text: string; language: Language; key: string };

/** One language as it was read: its settings, and its texts by namespace, nested as written. */
export type LanguageTexts = { settings: LanguageSettings; texts: Record<string, object> };

/** Writes a text in the first language of the chain that has it and `allowed` lets speak; else null. */
export type Renderer = (
  request: RenderRequest,
  allowed: (found: Omit<Rendered, 'text'>) => boolean,
) => Rendered | null;

/**
 * Makes the one function that writes texts, compiled once. A value is put in as it is: braces or `$t()` in
 * a name stay what they are. Throws a ContentError for a value that was not given.
 */
export function makeRenderer(
  languages: Record<Language, LanguageTexts>,
  fallback: (namespace: string) => Language,
): Renderer {
  const words = instanceOf(languages);
  const known = Object.keys(languages);
  return (request, allowed) => {
    const wished = [request.language, request.programme, fallback(request.namespace)];
    for (const language of languageChain(wished, known)) {
      const found = write(words, language, request);
      if (found && allowed({ language, key: found.key })) return { ...found, language };
    }
    return null;
  };
}

/** The text in one language, or null where it has none: dates and plurals are those of its words. */
function write(words: i18n, lng: Language, { namespace, key, values, timeZone }: RenderRequest) {
  const { count } = values;
  const found = words.t(key, {
    lng,
    ns: namespace,
    replace: { ...values, timeZone },
    nest: false,
    returnDetails: true,
    ...(typeof count === 'number' && { count }),
  });
  const exact = found.exactUsedKey;
  const there = typeof words.getResource(lng, namespace, exact) === 'string';
  return there ? { text: String(found.res), key: exact } : null;
}

/** The error for a text that no language has. */
export function missingText({ namespace, key }: RenderRequest): ContentError {
  return new ContentError(
    'this text is missing: add it',
    fileOf(FALLBACK_LANGUAGE, namespace),
    key,
  );
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
  const settingsOf = (language: string | undefined) => languages[language!]!.settings;
  // i18next would ask Intl by the folder's name, which may be none it knows: "hmn".
  words.services.pluralResolver.getRule = (language: string) => pluralRules(settingsOf(language));
  for (const format of DATE_FORMATS) {
    words.services.formatter?.add(format, (value, lng, options) =>
      formatDate(value, format, settingsOf(lng), options.timeZone),
    );
  }
  words.services.formatter?.addCached('number', (lng, options) => {
    const numbers = new Intl.NumberFormat(settingsOf(lng).locale, options);
    return (value) => numbers.format(value);
  });
  words.services.formatter?.addCached('list', (lng, options) => {
    const lists = new Intl.ListFormat(settingsOf(lng).locale, options);
    return (value) => lists.format(value);
  });
  return words;
}

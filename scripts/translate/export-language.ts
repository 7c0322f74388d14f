import { type Content, FALLBACK_LANGUAGE, translatableTexts, WHOLE_LANGUAGES } from '#content';
import { type Row, writeRows } from './rows.ts';
import { settingsRows } from './settings-rows.ts';
import { withLanguage } from './with-language.ts';

/**
 * A language's texts as a spreadsheet, the other language's beside each; of a language there is not yet,
 * with nothing translated.
 */
export function exportLanguage(content: Content, language: string, source = sourceFor(language)) {
  const begun = withLanguage(content, language, source);
  const texts = translatableTexts(begun, language, source).map(
    ({ namespace, key, values, saidAt, segments, ...words }): Row => ({
      key: `${namespace}.${key}`,
      source: words.source,
      translation: words.translation,
      context: saidAt,
      limit: String(segments),
      placeholders: values.map((name) => `{{${name}}}`).join(' '),
    }),
  );
  return writeRows([...settingsRows(content, language, source), ...texts]);
}

/** The language that is translated from: Spanish, and for Spanish English. */
export function sourceFor(language: string): string {
  return language === FALLBACK_LANGUAGE
    ? WHOLE_LANGUAGES.find((other) => other !== language)!
    : FALLBACK_LANGUAGE;
}

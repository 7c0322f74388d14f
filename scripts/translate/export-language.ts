import {
  type Content,
  contentFromSources,
  FALLBACK_LANGUAGE,
  hasPlurals,
  translatableTexts,
  WHOLE_LANGUAGES,
} from '#content';
import { type Row, writeRows } from './rows.ts';
import { settingsRows } from './settings-rows.ts';
import { toJson } from './to-json.ts';
import { withFile } from './with-file.ts';

/**
 * A language's texts as a spreadsheet, the other language's beside each; of a language there is not yet,
 * with nothing translated.
 */
export function exportLanguage(
  content: Content,
  language: string,
  source = sourceFor(language),
): string {
  const texts = translatableTexts(begun(content, language, source), language, source).map(
    ({ namespace, key, values, saidAt, segments, ...words }): Row => ({
      key: `${namespace}.${key}`,
      source: words.source,
      translation: words.translation,
      context: saidAt,
      limit: String(segments),
      placeholders: values.join(' '),
    }),
  );
  return writeRows([...settingsRows(content, language, source), ...texts]);
}

/** The language that is translated from: Spanish, and for Spanish English. */
export function sourceFor(language: string): string {
  if (language !== FALLBACK_LANGUAGE) return FALLBACK_LANGUAGE;
  return WHOLE_LANGUAGES.find((other) => other !== language)!;
}

/** The content with a language begun, if it is not there: without texts, and with the plurals it has. */
function begun(content: Content, language: string, like: string): Content {
  if (content.languages.includes(language)) return content;
  // What nobody knows the forms of is taken to have one, as Vietnamese has.
  const plurals = hasPlurals(language) ? language : 'vi';
  const settings = toJson({ ...content.texts[like]!.settings, plurals });
  return contentFromSources(
    withFile(content.sources, `locales/${language}/language.json`, settings),
  );
}

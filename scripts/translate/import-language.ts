import {
  type Content,
  checkContent,
  contentFromSources,
  type Sources,
  translatableTexts,
} from '#content';
import { sourceFor } from './export-language.ts';
import { mergeTexts } from './merge-texts.ts';
import type { ReturnedRow } from './rows.ts';
import { settingsFrom } from './settings-rows.ts';
import { toJson } from './to-json.ts';
import { withFile, withLanguage, withSettings } from './with-language.ts';

/** What became of a translator's rows; `files` are those to be written, by their paths. */
export type Imported = {
  files: { path: string; text: string }[];
  taken: number;
  unchanged: number;
  empty: number;
  refused: Refusal[];
};

export type Refusal = { row: number; key: string; cure: string };

/**
 * Takes a translator's rows into a language: each that keeps its placeholders, its length and the rules of
 * wording; the others are refused by themselves. An empty cell changes nothing.
 */
export function importLanguage(content: Content, language: string, rows: ReturnedRow[]): Imported {
  const once = onlyOnce(rows);
  const filled = once.rows.filter(({ translation }) => translation !== '');
  const settings = takeSettings(content, language, filled);
  const begun = withLanguage(settings.content, language, sourceFor(language));
  const now = currentTexts(begun, language);
  const [known, unknown] = parted(
    filled.filter((row) => !isSetting(row)),
    ({ key }) => now.has(key),
  );
  const [changed, same] = parted(known, ({ key, translation }) => now.get(key) !== translation);
  const texts = takeTexts(begun, language, changed);
  const written = settings.files.length === 0 && settings.refused.length > 0 ? [] : texts.files;
  return {
    // Without settings, a folder of texts cannot be read.
    files: content.languages.includes(language) ? [...settings.files, ...texts.files] : [...settings.files, ...written],
    taken: texts.taken + settings.taken,
    unchanged: same.length + settings.unchanged,
    empty: once.rows.length - filled.length,
    refused: [
      ...once.refused,
      ...settings.refused,
      ...unknown.map(refusal('there is no such text: keep the keys as they were exported')),
      ...texts.refused,
    ].sort((a, b) => a.row - b.row),
  };
}

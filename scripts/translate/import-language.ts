import { type Content, contentFromSources, type LanguageSettings } from '#content';
import { sourceFor } from './export-language.ts';
import type { Imported, Refusal, Taken } from './imported.ts';
import type { ReturnedRow } from './rows.ts';
import { settingsFrom, settingsRows } from './settings-rows.ts';
import { takeTexts } from './take-texts.ts';
import { toJson } from './to-json.ts';
import { withFile } from './with-file.ts';

/**
 * Takes a translator's rows into a language: each that keeps its placeholders, its length and the rules of
 * wording; the others are refused by themselves. An empty cell changes nothing. A language there is not yet
 * needs its settings, or nothing of it can be read: `wrong` says what is missing.
 */
export function importLanguage(
  content: Content,
  language: string,
  rows: ReturnedRow[],
): Imported | { wrong: string } {
  const once = onlyOnce(rows);
  const filled = once.rows.filter(({ translation }) => translation !== '');
  const settings = takeSettings(content, language, filled.filter(isSetting));
  if ('wrong' in settings) return settings;
  const texts = takeTexts(
    contentFromSources(settings.sources),
    language,
    filled.filter((row) => !isSetting(row)),
  );
  const changed = new Set([...settings.paths, ...texts.paths]);
  return {
    files: texts.sources.files.filter(({ path }) => changed.has(path)),
    taken: settings.taken + texts.taken,
    unchanged: settings.unchanged + texts.unchanged,
    empty: once.rows.length - filled.length,
    refused: [...once.refused, ...settings.refused, ...texts.refused].sort((a, b) => a.row - b.row),
  };
}

function takeSettings(
  content: Content,
  language: string,
  rows: ReturnedRow[],
): Taken | { wrong: string } {
  const before: LanguageSettings | undefined = content.texts[language]?.settings;
  const shown = before ? settingsRows(content, language, sourceFor(language)) : [];
  const now = new Map(shown.map(({ key, translation }) => [key, translation]));
  const changed = rows.filter(({ key, translation }) => now.get(key) !== translation);
  const unchanged = rows.length - changed.length;
  const { sources } = content;
  if (before && changed.length === 0)
    return { sources, paths: [], taken: 0, unchanged, refused: [] };
  const cells = changed.map(({ key, translation }) => [key.slice(SETTING.length), translation]);
  const made = settingsFrom(Object.fromEntries(cells), before);
  if ('wrong' in made) {
    if (!before) return { wrong: `A new language needs its settings first. ${made.wrong}` };
    const refused = changed.map(({ row, key }) => ({ row, key, cure: made.wrong }));
    return { sources, paths: [], taken: 0, unchanged, refused };
  }
  const path = `locales/${language}/language.json`;
  return {
    sources: withFile(sources, path, toJson(made.settings)),
    paths: [path],
    taken: changed.length,
    unchanged,
    refused: [],
  };
}

const SETTING = 'language.';

function isSetting({ key }: ReturnedRow): boolean {
  return key.startsWith(SETTING);
}

function onlyOnce(rows: ReturnedRow[]): { rows: ReturnedRow[]; refused: Refusal[] } {
  const seen = new Set<string>();
  const kept: ReturnedRow[] = [];
  const refused: Refusal[] = [];
  for (const row of rows) {
    const cure = 'this key has a row above: keep one of the two';
    if (seen.has(row.key)) refused.push({ row: row.row, key: row.key, cure });
    else kept.push(row);
    seen.add(row.key);
  }
  return { rows: kept, refused };
}

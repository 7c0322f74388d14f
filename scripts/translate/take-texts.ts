import {
  type Content,
  checkContent,
  contentFromSources,
  type Sources,
  translatableTexts,
} from '#content';
import type { ContentError } from '#domain';
import { sourceFor } from './export-language.ts';
import type { Refusal, Taken } from './imported.ts';
import { mergeTexts } from './merge-texts.ts';
import type { ReturnedRow } from './rows.ts';
import { toJson } from './to-json.ts';
import { withFile } from './with-file.ts';

/** Takes the texts that stand up to every check of the content; the others are refused by themselves. */
export function takeTexts(content: Content, language: string, rows: ReturnedRow[]): Taken {
  const all = translatableTexts(content, language, sourceFor(language));
  const now = new Map(
    all.map(({ namespace, key, translation }) => [`${namespace}.${key}`, translation]),
  );
  const unknown = 'there is no such text: keep the keys as they were exported';
  const refused: Refusal[] = rows
    .filter(({ key }) => !now.has(key))
    .map(({ row, key }) => ({ row, key, cure: unknown }));
  const known = rows.filter(({ key }) => now.has(key));
  let standing = known.filter(({ key, translation }) => now.get(key) !== translation);
  const unchanged = known.length - standing.length;
  const before = new Set(checkContent(content).map(({ message }) => message));
  let sources = put(content, language, standing);
  // One that is refused may leave another without what it needs, such as the other options of a question.
  for (;;) {
    const faults = faultsOf(sources, language, standing, before);
    if (faults.length === 0) break;
    refused.push(...faults);
    const rowsRefused = new Set(faults.map(({ row }) => row));
    standing = standing.filter(({ row }) => !rowsRefused.has(row));
    sources = put(content, language, standing);
  }
  const names = new Set(standing.map(({ key }) => namespaceOf(key)));
  const paths = [...names].map((name) => `locales/${language}/${name}.json`);
  return { sources, paths, taken: standing.length, unchanged, refused };
}

/** The sources with the rows' texts in their files. */
function put(content: Content, language: string, rows: ReturnedRow[]): Sources {
  const theirs = content.texts[sourceFor(language)]!.texts;
  const mine = content.texts[language]!.texts;
  let { sources } = content;
  for (const [name, some] of Map.groupBy(rows, ({ key }) => namespaceOf(key))) {
    const texts = new Map(
      some.map(({ key, translation }) => [key.slice(name.length + 1), translation]),
    );
    const merged = mergeTexts(mine[name] ?? {}, texts, theirs[name] ?? {});
    sources = withFile(sources, `locales/${language}/${name}.json`, toJson(merged));
  }
  return sources;
}

/** The rows whose texts the checks find wrong, each with the first cure. */
function faultsOf(
  sources: Sources,
  language: string,
  rows: ReturnedRow[],
  before: ReadonlySet<string>,
): Refusal[] {
  const folder = `locales/${language}/`;
  const errors = checkContent(contentFromSources(sources)).filter(
    ({ file, message }) => file.startsWith(folder) || !before.has(message),
  );
  return rows.flatMap(({ row, key }) => {
    const error = errors.find((found) => concerns(found, folder, key));
    return error ? [{ row, key, cure: error.cure }] : [];
  });
}

/**
 * Whether an error is of a row's making. Options of one question stand or fall together; and where others
 * are held against this language, its fault shows in their files.
 */
function concerns({ file, path }: ContentError, folder: string, key: string): boolean {
  const place = `${/([^/]+)\.json$/.exec(file)?.[1]}.${path}`;
  const options = (name: string) => /^(.*_options)\.[^.]+$/.exec(name)?.[1];
  if (place === key || (options(key) !== undefined && options(place) === options(key))) return true;
  return !file.startsWith(folder) && withoutForm(place) === withoutForm(key);
}

function withoutForm(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

/** A row's key is the namespace, a dot, and the text's own key. */
function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}

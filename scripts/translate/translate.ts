import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Content, type ContentDirs, contentFromSources, readSources } from '#content';
import { exportLanguage } from './export-language.ts';
import { importLanguage } from './import-language.ts';
import type { Imported } from './imported.ts';
import { reviewLanguage } from './review-language.ts';
import { readRows } from './rows.ts';

/** What a command prints (`out` is a file's whole content, `told` lines for people) and its exit code. */
export type Outcome = { out?: string; told: string; code: 0 | 1 };

const USAGE = `npm run translate -- export <language> [file.csv] [--from <language>]
npm run translate -- import <language> <file.csv>
npm run translate -- review <language> --by "Name"`;

/** A translator's commands, on the flows and words of these folders. */
export function translate(args: string[], dirs: ContentDirs, now: Date): Outcome {
  const { plain, options } = parted(args);
  const [command = '', language = '', file, ...rest] = plain;
  if (!Object.hasOwn(COMMANDS, command) || rest.length > 0) return failed(USAGE);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language))
    return failed('Name a language as its folder is named: es, hmn, zh-Hant.');
  const content = contentFromSources(readSources(dirs));
  return COMMANDS[command]!({ content, dirs, language, file, options, now });
}

type Asked = {
  content: Content;
  dirs: ContentDirs;
  language: string;
  file: string | undefined;
  options: Record<string, string>;
  now: Date;
};

const COMMANDS: Record<string, (asked: Asked) => Outcome> = {
  export: ({ content, language, file, options }) => {
    const { from } = options;
    if (from !== undefined && (!content.languages.includes(from) || from === language))
      return failed(`There is nothing to translate from in "${from}".`);
    const rows = exportLanguage(content, language, from);
    if (file === undefined) return { out: rows, told: '', code: 0 };
    writeFileSync(file, rows);
    return { told: `Written to ${file}.`, code: 0 };
  },
  import: ({ content, dirs, language, file }) => {
    if (file === undefined) return failed(USAGE);
    if (!existsSync(file)) return failed(`There is no file ${file}.`);
    const read = readRows(readFileSync(file));
    if ('wrong' in read) return failed(read.wrong);
    const imported = importLanguage(content, language, read.rows);
    if ('wrong' in imported) return failed(imported.wrong);
    for (const { path, text } of imported.files) write(dirs, path, text);
    return { told: summary(language, imported), code: imported.refused.length > 0 ? 1 : 0 };
  },
  review: ({ content, dirs, language, options, now }) => {
    const reviewed = reviewLanguage(content, language, options.by ?? '', now);
    if ('wrong' in reviewed) return failed(reviewed.wrong);
    write(dirs, reviewed.path, reviewed.text);
    const { path, texts, fresh } = reviewed;
    return { told: `${path}: ${texts} texts, ${fresh} of them new or changed.`, code: 0 };
  },
};

function summary(language: string, { taken, unchanged, empty, refused }: Imported): string {
  const counts = `${language}: ${taken} taken, ${unchanged} as they were, ${empty} left empty, ${refused.length} refused.`;
  return [counts, ...refused.map(({ row, key, cure }) => `  row ${row}, ${key}: ${cure}`)].join(
    '\n',
  );
}

/** Writes a file of content by the path authors know it by. */
function write({ localesDir }: ContentDirs, path: string, text: string): void {
  const file = join(localesDir, path.replace(/^locales\//, ''));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function failed(told: string): Outcome {
  return { told, code: 1 };
}

function parted(args: string[]): { plain: string[]; options: Record<string, string> } {
  const plain: string[] = [];
  const options: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 1) {
    const name = /^--(\w+)$/.exec(args[i]!)?.[1];
    if (name === undefined) plain.push(args[i]!);
    else {
      i += 1;
      options[name] = args[i] ?? '';
    }
  }
  return { plain, options };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Lexicon, parseLexicon } from '#understanding';

/** Compiled, this file lies one folder deeper. */
const LOCALES = new URL(
  `${import.meta.url.includes('/dist/') ? '../' : ''}../../locales/`,
  import.meta.url,
);

/** The words of every language, as they are shipped: needs no database and no settings. */
export function shippedLexicon(): Lexicon {
  const files = readdirSync(LOCALES)
    .map((language) => [language, new URL(`${language}/understanding.yaml`, LOCALES)] as const)
    .filter(([, file]) => existsSync(file));
  return parseLexicon(
    Object.fromEntries(
      files.map(([language, file]) => [language, parse(readFileSync(file, 'utf8'))]),
    ),
  );
}

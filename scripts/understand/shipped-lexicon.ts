import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Lexicon, parseLexicon, parseWeights } from '#understanding';

/** Compiled, this file lies one folder deeper. */
const LOCALES = new URL(
  `${import.meta.url.includes('/dist/') ? '../' : ''}../../locales/`,
  import.meta.url,
);

/** What `npm run learn` writes. */
export const WEIGHTS = new URL('weights.json', LOCALES);

/** The words of every language, as they are shipped: needs no database and no settings. */
export function shippedWords(): Lexicon {
  const files = readdirSync(LOCALES)
    .map((language) => [language, new URL(`${language}/understanding.yaml`, LOCALES)] as const)
    .filter(([, file]) => existsSync(file));
  return parseLexicon(
    Object.fromEntries(
      files.map(([language, file]) => [language, parse(readFileSync(file, 'utf8'))]),
    ),
  );
}

/** The words of every language with what was learnt from replies: as the program understands. */
export function shippedLexicon(): Lexicon {
  return { ...shippedWords(), weights: parseWeights(readFileSync(WEIGHTS, 'utf8')) };
}

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Lexicon, parseLexicon } from '#understanding';

/** A language's own data as it is shipped. */
export function languageSource(language: string): unknown {
  const file = new URL(`../../locales/${language}/understanding.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8'));
}

/** The Spanish and English words as they are shipped. */
export function shippedLexicon(): Lexicon {
  return parseLexicon({ es: languageSource('es'), en: languageSource('en') });
}

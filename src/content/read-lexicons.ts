import { type Lexicon, parseLexicon } from '#understanding';
import { located } from './lines.ts';
import { parseSource } from './parse-source.ts';
import { type Sources, versionOf } from './sources.ts';

/** Compiling the words takes far longer than all else, and most versions share them. */
const compiled = new Map<string, Lexicon>();
const KEPT = 4;

/** The words of every language's `understanding.yaml`, compiled; throws a ContentError with its line. */
export function readLexicons(given: Sources): Lexicon {
  const files = given.files.filter(({ path }) =>
    /^locales\/[^/]+\/understanding\.yaml$/.test(path),
  );
  const version = versionOf({ files });
  const known = compiled.get(version);
  if (known) return known;
  try {
    const byLanguage = files.map((file) => [file.path.split('/')[1]!, parseSource(file)]);
    const lexicon = parseLexicon(Object.fromEntries(byLanguage));
    for (const oldest of [...compiled.keys()].slice(0, -(KEPT - 1))) compiled.delete(oldest);
    compiled.set(version, lexicon);
    return lexicon;
  } catch (error) {
    throw located(error, given);
  }
}

import { type Lexicon, parseLexicon, parseWeights, WEIGHTS_FILE } from '#understanding';
import { located } from './lines.ts';
import { parseSource } from './parse-source.ts';
import { type Sources, versionOf } from './sources.ts';

/** Compiling the words takes far longer than all else, and most versions share them. */
const compiled = new Map<string, Lexicon>();
const KEPT = 4;

/**
 * The words of every language's `understanding.yaml`, compiled, with what was learnt from replies where it is
 * there; throws a ContentError with its line.
 */
export function readLexicons(given: Sources): Lexicon {
  const files = given.files.filter(({ path }) =>
    /^locales\/[^/]+\/understanding\.yaml$/.test(path),
  );
  const learnt = given.files.find(({ path }) => path === WEIGHTS_FILE);
  const version = versionOf({ files: learnt ? [...files, learnt] : files });
  const known = compiled.get(version);
  if (known) return known;
  try {
    const byLanguage = files.map((file) => [file.path.split('/')[1]!, parseSource(file)]);
    const weights = learnt ? parseWeights(learnt.text) : null;
    const lexicon = parseLexicon(Object.fromEntries(byLanguage), weights);
    for (const oldest of [...compiled.keys()].slice(0, -(KEPT - 1))) compiled.delete(oldest);
    compiled.set(version, lexicon);
    return lexicon;
  } catch (error) {
    throw located(error, given);
  }
}

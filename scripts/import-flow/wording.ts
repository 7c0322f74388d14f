import type { ContentError } from '#domain';
import type { Draft } from './draft.ts';
import { sentencesOf } from './parts.ts';
import { quoted, type Words } from './spoken.ts';
import { STOCK } from './stock-texts.ts';
import { agreeing, nodeOf } from './texts.ts';

/** What is wrong with the texts of a draft as it stands, by the program's own check. */
export type Check = (draft: Draft) => ContentError[];

/** As many rounds as there may be sentences to take out of one text. */
const ROUNDS = 12;

/**
 * Takes out of the texts what Puente forbids ("reply CANCEL", mamá or papá, a child's name): the sentences that say
 * it, of every language. A text of which nothing is left is to be written anew. All of it is listed in full.
 */
export function mendTexts(draft: Draft, check: Check): void {
  const before = new Map<string, { words: Words; cures: Set<string> }>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const faults = textFaults(draft, check);
    if (faults.size === 0) break;
    for (const [key, { cure, languages }] of faults) {
      const words = draft.texts.get(key)!;
      const first = before.get(key) ?? { words, cures: new Set() };
      before.set(key, { ...first, cures: first.cures.add(cure) });
      const mendedWords = mended(draft, check, key, new Set(languages), round);
      draft.texts.set(key, agreeing(draft, key, mendedWords));
    }
  }
  for (const [key, { words, cures }] of before)
    draft.lost.push({
      at: nodeOf(draft, key),
      was: `a text that Puente refuses: ${quoted(words, 'es')}`,
      instead: `what is refused was taken out (${[...cures].join('; ')}): read it over`,
    });
}

type Fault = { cure: string; languages: string[] };

function textFaults(draft: Draft, check: Check): Map<string, Fault> {
  const found = new Map<string, Fault>();
  for (const { file, path, cure } of check(draft)) {
    const language = /^locales\/([^/]+)\//.exec(file)?.[1];
    if (language === undefined || !draft.texts.has(path) || / segments /.test(cure)) continue;
    const known = found.get(path);
    found.set(path, {
      cure: known?.cure ?? cure,
      languages: [...(known?.languages ?? []), language],
    });
  }
  return found;
}

/** A text without the sentences that alone are refused; the stock one where that helps nothing. */
function mended(
  draft: Draft,
  check: Check,
  key: string,
  languages: ReadonlySet<string>,
  round: number,
): Words {
  const words = { ...draft.texts.get(key)! };
  for (const language of languages) {
    const sentences = sentencesOf(words[language] ?? '');
    const good = sentences.filter((sentence) => isGood(draft, check, key, language, sentence));
    const isBetter = round === 0 && good.length > 0 && good.length < sentences.length;
    words[language] = isBetter
      ? good.join(' ')
      : (STOCK.missing[language as 'es'] ?? STOCK.missing.en);
  }
  return words;
}

function isGood(
  draft: Draft,
  check: Check,
  key: string,
  language: string,
  sentence: string,
): boolean {
  const texts = new Map(draft.texts);
  // Alone in its language: what another language speaks of is held against it later.
  texts.set(key, { ...draft.texts.get(key), [language]: sentence });
  return !check({ ...draft, texts }).some(
    ({ file, path, cure }) =>
      path === key &&
      file.startsWith(`locales/${language}/`) &&
      !/it speaks of| segments /.test(cure),
  );
}

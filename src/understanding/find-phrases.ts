import { type Heard, hearWord } from './hear-word.ts';
import type { Lexicon, LexiconLanguage } from './lexicon.ts';
import { type Entry, LAYERS, type Layer, type Sounded, walk } from './phrase-tree.ts';
import type { Word } from './read-words.ts';

/** A phrase found: from word `start` to before word `end`. */
export type Span = Entry & {
  start: number;
  end: number;
  language: string;
  /** Its length in words as they are heard: "can't" is two. */
  size: number;
  /** Written as the language writes it, not only alike in sound. */
  exact: boolean;
};

/** The phrases of a message by layer, in the order of the message. */
export type Found = Record<Layer, Span[]>;

/**
 * Looks for every phrase of every language. Within a layer the longest phrase wins and holds its words:
 * "no hay problema" is no "no". No phrase reaches over a comma.
 */
export function findPhrases(words: readonly Word[], lexicon: Lexicon): Found {
  const found = Object.fromEntries(LAYERS.map((layer) => [layer, []])) as unknown as Found;
  const heard = lexicon.languages.map((language) =>
    words.map(({ text }) => hearWord(text, language)),
  );
  const unknown = words.map((_, i) => heard.every((words) => !words[i]!.known));
  for (const [i, language] of lexicon.languages.entries()) {
    look(words, heard[i]!, unknown, language, found);
  }
  for (const layer of LAYERS) if (found[layer].length > 1) found[layer] = longest(found[layer]);
  return found;
}

function look(
  words: readonly Word[],
  heard: readonly Heard[],
  unknown: readonly boolean[],
  language: LexiconLanguage,
  found: Found,
): void {
  const said: Sounded[] = [];
  const at: number[] = [];
  heard.forEach((word, i) => {
    // What no language knows may be a slip of the thumb.
    for (const sound of (unknown[i] && word.guess) || word.said) {
      said.push(sound);
      at.push(i);
    }
  });
  for (let i = 0; i < said.length; i += 1) {
    walk(language.tree, said, i, (entry, after) => {
      const [start, last] = [at[i]!, at[after - 1]!];
      if (words[start]!.clause !== words[last]!.clause) return;
      if (entry.kind === 'maybe' && entry.plain && words[start]!.accented) return;
      let exact = true;
      for (let at = start; at <= last; at += 1) exact &&= heard[at]!.exact;
      const end = last + 1;
      const { layer, kind, value, plain } = entry;
      const size = after - i;
      const name = language.name;
      found[layer].push({ layer, kind, value, plain, start, end, size, language: name, exact });
    });
  }
}

/**
 * Drops what overlaps a longer phrase; of equally long ones the earlier stays, then a doubt ("si me dan
 * permiso", where no accent says "sí"), then the one spelled right.
 */
function longest(spans: Span[]): Span[] {
  const taken = new Set<number>();
  const kept: Span[] = [];
  const byLength = spans.sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) ||
      b.size - a.size ||
      a.start - b.start ||
      Number(b.kind === 'maybe') - Number(a.kind === 'maybe') ||
      Number(b.exact) - Number(a.exact),
  );
  for (const span of byLength) {
    if (isTaken(span, taken)) continue;
    for (let place = span.start; place < span.end; place += 1) taken.add(place);
    kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function isTaken({ start, end }: Span, taken: ReadonlySet<number>): boolean {
  for (let place = start; place < end; place += 1) if (taken.has(place)) return true;
  return false;
}

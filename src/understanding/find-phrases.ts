import type { Heard } from './hear-word.ts';
import type { Lexicon, LexiconLanguage } from './lexicon.ts';
import { type Entry, LAYERS, type Layer } from './phrase-tree.ts';
import type { Word } from './read-words.ts';
import { type Sounded, walk } from './walk-phrases.ts';

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
export function findPhrases(words: readonly Word[], { languages }: Lexicon): Found {
  const found = nothingFound();
  for (let i = 0; i < languages.length; i += 1) look(words, i, languages[i]!, found);
  for (const layer of LAYERS) if (found[layer].length > 1) found[layer] = longest(found[layer]);
  return found;
}

/** Written out, so that it is made and read as one shape: several times faster than made layer by layer. */
function nothingFound(): Found {
  return {
    meaning: [],
    stop: [],
    unease: [],
    cease: [],
    joint: [],
    afterwards: [],
    last: [],
    soft: [],
    sign: [],
    frame: [],
    lean: [],
    people: [],
    age: [],
    topic: [],
    reason: [],
    mode: [],
    language: [],
    option: [],
    flag: [],
    need: [],
    pick: [],
    clock: [],
    duration: [],
  };
}

/** Looks for the phrases of one language, by its place in the lexicon. */
function look(words: readonly Word[], place: number, ear: LexiconLanguage, found: Found): void {
  if (!words.some(({ heard }) => mayBegin(heard[place]!))) return;
  const said: Sounded[] = [];
  const at: number[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const heard = words[i]!.heard[place]!;
    said.push(heard);
    at.push(i);
    for (const sounded of heard.more) {
      said.push(sounded);
      at.push(i);
    }
  }
  const { row, endings } = ear.phrases;
  const ends: number[] = [];
  for (let i = 0; i < said.length; i += 1) {
    if (said[i]!.begins.length === 0) continue;
    ends.length = 0;
    walk(row, said, i, ends);
    for (let e = 0; e < ends.length; e += 2) {
      const after = ends[e + 1]!;
      const stretch = { start: at[i]!, end: at[after - 1]! + 1, size: after - i };
      if (words[stretch.start]!.clause !== words[stretch.end - 1]!.clause) continue;
      for (const entry of endings[ends[e]!]!) note(entry, stretch, words, place, ear.name, found);
    }
  }
}

function mayBegin({ begins, more }: Heard): boolean {
  return begins.length > 0 || more.length > 0;
}

function note(
  { layer, kind, value, plain, traits }: Entry,
  { start, end, size }: Pick<Span, 'start' | 'end' | 'size'>,
  words: readonly Word[],
  place: number,
  language: string,
  found: Found,
): void {
  if ((kind === 'maybe' || kind === 'if') && plain && words[start]!.accented) return;
  let exact = true;
  for (let at = start; at < end; at += 1) exact &&= words[at]!.heard[place]!.exact;
  found[layer].push({ layer, kind, value, plain, traits, start, end, size, language, exact });
}

/**
 * Drops what overlaps a longer phrase; of equally long ones the earlier stays, then a doubt ("si me dan
 * permiso", where no accent says "sí"), then the one spelled right.
 */
function longest(spans: Span[]): Span[] {
  if (areApart(spans)) return spans;
  const taken: boolean[] = [];
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
    // The same words may name options of several questions.
    const also =
      span.layer === 'option' && kept.some((k) => k.start === span.start && k.end === span.end);
    if (!also && isTaken(span, taken)) continue;
    for (let place = span.start; place < span.end; place += 1) taken[place] = true;
    kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Whether spans follow one another, as most do: then none is dropped. */
function areApart(spans: readonly Span[]): boolean {
  for (let i = 1; i < spans.length; i += 1) if (spans[i]!.start < spans[i - 1]!.end) return false;
  return true;
}

function isTaken({ start, end }: Span, taken: readonly boolean[]): boolean {
  for (let place = start; place < end; place += 1) if (taken[place]) return true;
  return false;
}

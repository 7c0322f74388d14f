import { type PackedPhrases, placeAfter } from './packed-phrases.ts';

/** A word as one language hears it. */
export type Sounded = {
  /** The numbers of its sound and of the classes (`<send>`) that it belongs to. */
  keys: readonly number[];
  /** It may stand within any phrase and change nothing: "no me mande ya por favor nada". */
  skipped: boolean;
  /** The places after it, where it begins phrases. */
  begins: readonly number[];
};

/** How many words a `*` may stand for. */
const WIDEST_GAP = 2;

const SKIPPED = '<skip>';

/** A word that stands in no phrase. */
export const UNHEARD: Sounded = { keys: [], skipped: false, begins: [] };

/** Prepares a word for the walk: the look-ups that begin every phrase are made once a word. */
export function sounded(
  sound: string,
  classes: readonly string[],
  { numbers, row, root }: PackedPhrases,
): Sounded {
  const keys = [sound, ...classes].flatMap((name) => numbers.get(name) ?? []);
  const skipped = classes.includes(SKIPPED);
  if (keys.length === 0 && !skipped) return UNHEARD;
  const begins = keys.map((key) => placeAfter(row, root, key)).filter((place) => place > 0);
  return { keys, skipped, begins };
}

/** Adds to `ends`, for every phrase that begins at word `start`: which ending, and the word after its last. */
export function walk(
  row: Int32Array,
  words: readonly Sounded[],
  start: number,
  ends: number[],
): void {
  for (const place of words[start]!.begins) after(row, place, words, start + 1, ends);
}

/** Goes on from a place with the word at `start`. */
function step(
  row: Int32Array,
  place: number,
  words: readonly Sounded[],
  start: number,
  ends: number[],
): void {
  if (start < words.length && row[place + 2]! > 0) {
    for (const key of words[start]!.keys) {
      const next = placeAfter(row, place, key);
      if (next > 0) after(row, next, words, start + 1, ends);
    }
  }
  const gap = row[place + 1]!;
  if (gap === 0) return;
  for (let skipped = 0; skipped <= WIDEST_GAP && start + skipped <= words.length; skipped += 1) {
    step(row, gap, words, start + skipped, ends);
  }
}

/** Goes on after a word that fits, whether or not words that change nothing stand in between. */
function after(
  row: Int32Array,
  place: number,
  words: readonly Sounded[],
  start: number,
  ends: number[],
): void {
  if (row[place]! > 0) ends.push(row[place]!, start);
  if (row[place + 1] === 0 && row[place + 2] === 0) return;
  step(row, place, words, start, ends);
  for (let next = start; next - start < WIDEST_GAP; next += 1) {
    if (next >= words.length || !words[next]!.skipped) return;
    step(row, place, words, next + 1, ends);
  }
}

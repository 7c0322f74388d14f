import type { Branch, Entry, PhraseTree } from './phrase-tree.ts';

/**
 * A phrase tree as it is read: one row of numbers, in which places that go on alike are one place. Phrases
 * written with `a/b` go on alike in most of theirs: the row is a tenth of the tree, so that the processor
 * keeps it at hand.
 */
export type PackedPhrases = {
  /** Every sound, and every class by its name, has a number. */
  numbers: ReadonlyMap<string, number>;
  /**
   * At each place: which of `endings` ends there (0: none), the place after a `*` (0: none), how many words
   * go on, and for each its number and its place, ascending by number.
   */
  row: Int32Array;
  /** What phrases stand for that end at the same place. */
  endings: readonly (readonly Entry[])[];
  /** The place where every phrase begins. */
  root: number;
};

type Packing = {
  row: number[];
  /** What a place says, as text → the place. */
  places: Map<string, number>;
  endings: (readonly Entry[])[];
  /** Ending → the place where nothing follows it: most places of a tree are such. */
  leaves: Map<number, number>;
  /** What phrases of a line stand for, and the same as text, → its number among all. */
  entries: Map<Entry | string, number>;
  /** Such numbers → which of `endings`. */
  endingsByText: Map<string, number>;
};

/** A tree, all phrases planted → the row that is read. */
export function pack(tree: PhraseTree): PackedPhrases {
  // Place 0 and ending 0 stand for none.
  const packing: Packing = {
    row: [0],
    places: new Map(),
    leaves: new Map(),
    endings: [[]],
    entries: new Map(),
    endingsByText: new Map([['', 0]]),
  };
  const root = packBranch(tree, packing);
  const { row, endings } = packing;
  return { numbers: tree.numbers, row: Int32Array.from(row), endings, root };
}

function packBranch({ entries, gap, next }: Branch, packing: Packing): number {
  const ending = endingOf(entries, packing);
  if (!gap && !next) return placeOf(ending, [ending, 0, 0], packing.leaves, packing);
  const place = [ending, gap ? packBranch(gap, packing) : 0, next?.size ?? 0];
  const byNumber = next ? [...next].sort(([a], [b]) => a - b) : [];
  for (const [number, branch] of byNumber) place.push(number, packBranch(branch, packing));
  return placeOf(place.join(), place, packing.places, packing);
}

/** Where a place stands that says this; it is written down once. */
function placeOf<Key>(
  key: Key,
  place: number[],
  known: Map<Key, number>,
  { row }: Packing,
): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  const at = row.length;
  for (const number of place) row.push(number);
  known.set(key, at);
  return at;
}

function endingOf(entries: readonly Entry[], packing: Packing): number {
  const text = entries.map((entry) => numberOf(entry, packing)).join();
  const known = packing.endingsByText.get(text);
  if (known !== undefined) return known;
  packing.endingsByText.set(text, packing.endings.length);
  return packing.endings.push(entries) - 1;
}

function numberOf(entry: Entry, { entries }: Packing): number {
  const before = entries.get(entry);
  if (before !== undefined) return before;
  const text = `${entry.layer} ${entry.kind} ${entry.value} ${entry.plain}`;
  const number = entries.get(text) ?? entries.size;
  entries.set(text, number);
  entries.set(entry, number);
  return number;
}

/** The place after a word, by its number; 0 if no phrase goes on so. */
export function placeAfter(row: Int32Array, place: number, number: number): number {
  let low = place + 3;
  let high = low + 2 * row[place + 2]! - 2;
  while (low <= high) {
    const middle = low + 2 * ((high - low) >> 2);
    const found = row[middle]!;
    if (found === number) return row[middle + 1]!;
    if (found < number) low = middle + 2;
    else high = middle - 2;
  }
  return 0;
}

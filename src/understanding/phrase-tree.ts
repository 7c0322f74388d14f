/** What a phrase stands for: a layer (phrases of one layer never overlap), a kind in it, a value. */
export type Entry = {
  layer: Layer;
  kind: string;
  value: string;
  /** Its first word has no accent: "si puedo" is not "sí puedo". */
  plain: boolean;
};

export const LAYERS = [
  'meaning',
  'stop',
  'unease',
  'sign',
  'people',
  'topic',
  'reason',
  'mode',
  'language',
  'option',
  'flag',
  'need',
  'pick',
  'clock',
  'duration',
] as const;

export type Layer = (typeof LAYERS)[number];

/** A word as one language hears it: its sound, and the classes (`<send>`) that it belongs to. */
export type Sounded = { sound: string; classes: readonly string[] };

/** Phrases by their words, so that a message is read once whatever the number of phrases. */
export type PhraseTree = {
  /** By the next word's sound, or the name of a class of words. */
  next: Map<string, PhraseTree>;
  /** What follows a `*`. */
  gap: PhraseTree | null;
  entries: Entry[];
};

/** How many words a `*` may stand for. */
const WIDEST_GAP = 2;

/** A tree without phrases. */
export function emptyTree(): PhraseTree {
  return { next: new Map(), gap: null, entries: [] };
}

/** Adds a phrase, given as words; classes and `*` may be among them. */
export function plant(tree: PhraseTree, words: readonly string[], entry: Entry): void {
  let node = tree;
  for (const word of words) {
    if (word === '*') {
      node.gap ??= emptyTree();
      node = node.gap;
      continue;
    }
    const next = node.next.get(word) ?? emptyTree();
    node.next.set(word, next);
    node = next;
  }
  node.entries.push(entry);
}

/** Words of this class may stand within any phrase and change nothing: "no me mande ya por favor nada". */
const SKIPPED = '<skip>';

/** Calls `found` with every phrase that begins at word `start`, and the word after its last. */
export function walk(
  tree: PhraseTree,
  words: readonly Sounded[],
  start: number,
  found: (entry: Entry, end: number) => void,
): void {
  for (const entry of tree.entries) found(entry, start);
  step(tree, words, start, found);
}

/** Goes on from a place in the tree with the word at `start`. */
function step(
  tree: PhraseTree,
  words: readonly Sounded[],
  start: number,
  found: (entry: Entry, end: number) => void,
): void {
  const word = words[start];
  if (word !== undefined) {
    const next = tree.next.get(word.sound);
    if (next) after(next, words, start + 1, found);
    for (const name of word.classes) {
      const member = tree.next.get(name);
      if (member) after(member, words, start + 1, found);
    }
  }
  if (!tree.gap) return;
  for (let skipped = 0; skipped <= WIDEST_GAP && start + skipped <= words.length; skipped += 1) {
    walk(tree.gap, words, start + skipped, found);
  }
}

/** Goes on after a word that fits, whether or not words that change nothing stand in between. */
function after(
  tree: PhraseTree,
  words: readonly Sounded[],
  start: number,
  found: (entry: Entry, end: number) => void,
): void {
  walk(tree, words, start, found);
  let next = start;
  while (next - start < WIDEST_GAP && words[next]?.classes.includes(SKIPPED)) {
    next += 1;
    step(tree, words, next, found);
  }
}

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
  'soft',
  'sign',
  'frame',
  'lean',
  'people',
  'age',
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

/** A word as one language hears it. */
export type Sounded = {
  sound: string;
  /** The classes (`<send>`) that it belongs to. */
  classes: readonly string[];
  /** It may stand within any phrase and change nothing: "no me mande ya por favor nada". */
  skipped: boolean;
  /** What phrases go on with after it, where it begins them. */
  begins: readonly PhraseTree[];
};

/** Phrases by their words, so that a message is read once whatever the number of phrases. */
export type PhraseTree = {
  /** By the next word's sound. */
  next: Map<string, PhraseTree>;
  /** By the name of a class of words. */
  byClass: Map<string, PhraseTree>;
  /** What follows a `*`. */
  gap: PhraseTree | null;
  entries: Entry[];
};

/** What a walk through the tree tells: a phrase, and the word after its last. */
export type OnPhrase = (entry: Entry, end: number) => void;

/** How many words a `*` may stand for. */
const WIDEST_GAP = 2;

/** A tree without phrases. */
export function emptyTree(): PhraseTree {
  return { next: new Map(), byClass: new Map(), gap: null, entries: [] };
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
    const branches = isClass(word) ? node.byClass : node.next;
    const next = branches.get(word) ?? emptyTree();
    branches.set(word, next);
    node = next;
  }
  node.entries.push(entry);
}

/** Whether a word of a phrase names a class of words. */
export function isClass(word: string): boolean {
  return word.startsWith('<') && word.endsWith('>');
}

const SKIPPED = '<skip>';

/** Prepares a word for the walk: the look-ups that begin every phrase are made once a word. */
export function sounded(sound: string, classes: readonly string[], tree: PhraseTree): Sounded {
  const begins = [tree.next.get(sound), ...classes.map((name) => tree.byClass.get(name))];
  return {
    sound,
    classes,
    skipped: classes.includes(SKIPPED),
    begins: begins.filter((node) => node !== undefined),
  };
}

/** Calls `found` with every phrase that begins at word `start`. */
export function walk(words: readonly Sounded[], start: number, found: OnPhrase): void {
  for (const tree of words[start]!.begins) after(tree, words, start + 1, found);
}

/** Goes on from a place in the tree with the word at `start`. */
function step(tree: PhraseTree, words: readonly Sounded[], start: number, found: OnPhrase): void {
  const word = words[start];
  if (word !== undefined) {
    const next = tree.next.get(word.sound);
    if (next) after(next, words, start + 1, found);
    if (tree.byClass.size > 0) {
      for (const name of word.classes) {
        const member = tree.byClass.get(name);
        if (member) after(member, words, start + 1, found);
      }
    }
  }
  if (!tree.gap) return;
  for (let skipped = 0; skipped <= WIDEST_GAP && start + skipped <= words.length; skipped += 1) {
    step(tree.gap, words, start + skipped, found);
  }
}

/** Goes on after a word that fits, whether or not words that change nothing stand in between. */
function after(tree: PhraseTree, words: readonly Sounded[], start: number, found: OnPhrase): void {
  for (const entry of tree.entries) found(entry, start);
  if (tree.next.size === 0 && tree.byClass.size === 0 && !tree.gap) return;
  step(tree, words, start, found);
  for (let next = start; next - start < WIDEST_GAP && words[next]?.skipped; next += 1) {
    step(tree, words, next + 1, found);
  }
}

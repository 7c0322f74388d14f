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
  'cease',
  'joint',
  'afterwards',
  'last',
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
  /** The numbers of its sound and of the classes (`<send>`) that it belongs to. */
  keys: readonly number[];
  /** It may stand within any phrase and change nothing: "no me mande ya por favor nada". */
  skipped: boolean;
  /** What phrases go on with after it, where it begins them. */
  begins: readonly Branch[];
};

/** Phrases by their words, so that a message is read once whatever the number of phrases. */
export type PhraseTree = Branch & {
  /** Every sound, and every class by its name, has a number. */
  numbers: Map<string, number>;
};

/** A place in the tree. Most have one way on: only where there are more is a map needed. */
type Branch = {
  key: number;
  only: Branch | null;
  next: Map<number, Branch> | null;
  /** What follows a `*`. */
  gap: Branch | null;
  entries: readonly Entry[];
};

/** What a walk through the tree tells: a phrase, and the word after its last. */
export type OnPhrase = (entry: Entry, end: number) => void;

/** How many words a `*` may stand for. */
const WIDEST_GAP = 2;

const NONE: readonly Entry[] = [];

/** A tree without phrases. */
export function emptyTree(): PhraseTree {
  return { ...emptyBranch(), numbers: new Map() };
}

function emptyBranch(): Branch {
  return { key: -1, only: null, next: null, gap: null, entries: NONE };
}

/** Adds a phrase, given as words; classes and `*` may be among them. */
export function plant(tree: PhraseTree, words: readonly string[], entry: Entry): void {
  let at: Branch = tree;
  for (const word of words) {
    if (word === '*') {
      at.gap ??= emptyBranch();
      at = at.gap;
    } else at = grow(at, numberOf(word, tree));
  }
  // Lines overlap; a phrase is found once whatever the number of lines it stands in.
  if (!at.entries.some((known) => isSame(known, entry))) at.entries = [...at.entries, entry];
}

function isSame(a: Entry, b: Entry): boolean {
  return a.layer === b.layer && a.kind === b.kind && a.value === b.value && a.plain === b.plain;
}

function numberOf(word: string, { numbers }: PhraseTree): number {
  const known = numbers.get(word);
  if (known !== undefined) return known;
  numbers.set(word, numbers.size);
  return numbers.size - 1;
}

/** The way on by a word, new if there is none. */
function grow(branch: Branch, key: number): Branch {
  const known = wayOn(branch, key);
  if (known) return known;
  const grown = emptyBranch();
  if (branch.next) branch.next.set(key, grown);
  else if (branch.only) {
    branch.next = new Map([
      [branch.key, branch.only],
      [key, grown],
    ]);
    branch.only = null;
    branch.key = -1;
  } else {
    branch.only = grown;
    branch.key = key;
  }
  return grown;
}

function wayOn(branch: Branch, key: number): Branch | null {
  if (branch.key === key) return branch.only;
  return branch.next?.get(key) ?? null;
}

/** Whether a word of a phrase names a class of words. */
export function isClass(word: string): boolean {
  return word.startsWith('<') && word.endsWith('>');
}

const SKIPPED = '<skip>';

/** Prepares a word for the walk: the look-ups that begin every phrase are made once a word. */
export function sounded(sound: string, classes: readonly string[], tree: PhraseTree): Sounded {
  const keys = [sound, ...classes].flatMap((name) => tree.numbers.get(name) ?? []);
  const begins = keys.flatMap((key) => wayOn(tree, key) ?? []);
  return { sound, keys, skipped: classes.includes(SKIPPED), begins };
}

/** Calls `found` with every phrase that begins at word `start`. */
export function walk(words: readonly Sounded[], start: number, found: OnPhrase): void {
  for (const branch of words[start]!.begins) after(branch, words, start + 1, found);
}

/** Goes on from a place in the tree with the word at `start`. */
function step(branch: Branch, words: readonly Sounded[], start: number, found: OnPhrase): void {
  const word = words[start];
  if (word !== undefined && (branch.only || branch.next)) {
    for (const key of word.keys) {
      const way = wayOn(branch, key);
      if (way) after(way, words, start + 1, found);
    }
  }
  if (!branch.gap) return;
  for (let skipped = 0; skipped <= WIDEST_GAP && start + skipped <= words.length; skipped += 1) {
    step(branch.gap, words, start + skipped, found);
  }
}

/** Goes on after a word that fits, whether or not words that change nothing stand in between. */
function after(branch: Branch, words: readonly Sounded[], start: number, found: OnPhrase): void {
  // Most branches end no phrase: this is the busiest place of the room.
  if (branch.entries !== NONE) for (const entry of branch.entries) found(entry, start);
  if (!branch.only && !branch.next && !branch.gap) return;
  step(branch, words, start, found);
  for (let next = start; next - start < WIDEST_GAP && words[next]?.skipped; next += 1) {
    step(branch, words, next + 1, found);
  }
}

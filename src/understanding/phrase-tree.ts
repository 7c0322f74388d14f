/** What a phrase stands for: a layer (phrases of one layer never overlap), a kind in it, a value. */
export type Entry = {
  layer: Layer;
  kind: string;
  value: string;
  /** Its first word has no accent: "si puedo" is not "sí puedo". */
  plain: boolean;
  /** As the weights know it. */
  traits: readonly number[];
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

/** Phrases by their words, while a lexicon is made: see `pack` for what is read. */
export type PhraseTree = Branch & {
  /** Every sound, and every class by its name, has a number. */
  numbers: Map<string, number>;
};

/** A place in the tree. */
export type Branch = {
  /** What follows a word, by the word's number; null if nothing does. */
  next: Map<number, Branch> | null;
  /** What follows a `*`. */
  gap: Branch | null;
  entries: readonly Entry[];
};

const NONE: readonly Entry[] = [];

/** A tree without phrases. */
export function emptyTree(): PhraseTree {
  return { ...emptyBranch(), numbers: new Map() };
}

function emptyBranch(): Branch {
  return { next: null, gap: null, entries: NONE };
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
  branch.next ??= new Map();
  const known = branch.next.get(key);
  if (known) return known;
  const grown = emptyBranch();
  branch.next.set(key, grown);
  return grown;
}

/** Whether a word of a phrase names a class of words. */
export function isClass(word: string): boolean {
  return word.startsWith('<') && word.endsWith('>');
}

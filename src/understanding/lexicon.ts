import { ContentError, squeeze, tokens } from '#domain';
import { expandPhrase } from './expand-phrase.ts';
import { LanguageWords, MEANINGS } from './lexicon-schema.ts';
import { type Entry, emptyTree, type Layer, type PhraseTree, plant } from './phrase-tree.ts';

/** One language, compiled: its phrases as a tree, and how its words are compared. */
type LexiconLanguage = {
  name: string;
  tree: PhraseTree;
  spellings: ReadonlyMap<string, string>;
  sounds: readonly (readonly [string, string])[];
  /** Every word of its lists, as written: by these a message shows its language. */
  vocabulary: ReadonlySet<string>;
};

/** The words of every language, ready to be looked for. */
export type Lexicon = { languages: readonly LexiconLanguage[] };

/** Lists of words that are signs about other words; they stand in a layer of their own each. */
const SIGNS = ['filler', 'not', 'but', 'asks', 'one_date', 'minutes', 'arrive'] as const;
const NAMED = {
  questions: ['topic', 'question'],
  topics: ['topic', 'topic'],
  reasons: ['reason', 'reason'],
  modes: ['mode', 'mode'],
  languages: ['language', 'name'],
  options: ['option', 'option'],
} as const;

/**
 * Plain objects by language (what stands in `locales/<language>/understanding.yaml`) → a lexicon. A
 * ContentError names the file, the place in it and what is wrong.
 */
export function parseLexicon(byLanguage: Record<string, unknown>): Lexicon {
  const languages = Object.entries(byLanguage).map(([name, source]) => {
    const file = `locales/${name}/understanding.yaml`;
    const parsed = LanguageWords.safeParse(source ?? {});
    if (parsed.success) return compile(name, file, parsed.data);
    const issue = parsed.error.issues[0]!;
    throw new ContentError(issue.message, file, issue.path.join('.'));
  });
  return { languages };
}

function compile(name: string, file: string, words: LanguageWords): LexiconLanguage {
  const spellings = new Map(
    Object.entries(words.spellings).map(([short, long]) => [short, tokens(long).join(' ')]),
  );
  const vocabulary = new Set(words.marks.flatMap(tokens));
  const language = { name, tree: emptyTree(), spellings, sounds: words.sounds, vocabulary };
  for (const { lines, path, entry } of listsOf(words)) {
    for (const line of lines) {
      const problem = plantLine(line, entry, language, vocabulary);
      if (problem) throw new ContentError(`"${line}" ${problem}`, file, path);
    }
  }
  return language;
}

/** Plants all that a line stands for and notes its words; says what is wrong with the line, or null. */
function plantLine(
  line: string,
  entry: Entry,
  language: LexiconLanguage,
  vocabulary: Set<string>,
): string | null {
  const phrases = expandPhrase(line);
  if (!phrases) return 'stands for too many phrases: write two lines';
  for (const phrase of phrases) {
    const spoken = phrase
      .split(' ')
      .flatMap((word) => (word === '*' ? ['*'] : spell(word, language.spellings)));
    if (spoken.length === 0 || spoken[0] === '*' || spoken.at(-1) === '*') {
      return 'needs a word at both ends';
    }
    for (const word of spoken) if (/^\p{L}/u.test(word)) vocabulary.add(word);
    const sounds = spoken.map((word) => soundOf(word, language));
    plant(language.tree, sounds, { ...entry, plain: !isAccented(phrase.split(' ')[0]!) });
  }
  return null;
}

/** Whether a word is written with an accent (ñ has none). */
export function isAccented(word: string): boolean {
  return /\p{M}/u.test(word.normalize('NFD').replace(/n\u0303/giu, 'n'));
}

type List = { lines: readonly string[]; path: string; entry: Entry };

function listsOf(words: LanguageWords): List[] {
  const list = (
    layer: Layer,
    kind: string,
    value: string,
    path: string,
    lines: readonly string[],
  ): List => ({
    lines,
    path,
    entry: { layer, kind, value, plain: false },
  });
  return [
    ...MEANINGS.map((kind) => list('meaning', kind, '', kind, words[kind])),
    ...SIGNS.map((kind) => list('sign', kind, '', kind, words[kind])),
    ...Object.entries(words.people).map(([kind, lines]) =>
      list('people', kind, '', `people.${kind}`, lines),
    ),
    ...Object.entries(words.numbers).map(([word, value]) =>
      list('people', 'number', String(value), 'numbers', [word]),
    ),
    ...(Object.keys(NAMED) as (keyof typeof NAMED)[]).flatMap((key) => {
      const [layer, kind] = NAMED[key];
      return Object.entries(words[key]).map(([value, lines]) =>
        list(layer, kind, value, `${key}.${value}`, lines),
      );
    }),
    list('language', 'request', '', 'language_request', words.language_request),
    list('language', 'not_mine', '', 'not_my_language', words.not_my_language),
  ];
}

/** A word as written → folded and, where it is an abbreviation, written out (may be several words). */
export function spell(word: string, spellings: ReadonlyMap<string, string>): string[] {
  return tokens(word).flatMap((token) => spellings.get(token)?.split(' ') ?? [token]);
}

/** A spelled word → the form in which words that sound alike are the same. */
export function soundOf(word: string, language: Pick<LexiconLanguage, 'sounds'>): string {
  return squeeze(language.sounds.reduce((sound, [from, to]) => sound.replaceAll(from, to), word));
}

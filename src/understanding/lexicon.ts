import { ContentError, tokens } from '#domain';
import { expandPhrase } from './expand-phrase.ts';
import { type Ear, type Piece, soundOf, spell } from './hear-word.ts';
import { LanguageWords } from './lexicon-schema.ts';
import { listsOf } from './lists-of.ts';
import { know, noWords } from './near-words.ts';
import { pack } from './packed-phrases.ts';
import { type Entry, emptyTree, isClass, type PhraseTree, plant } from './phrase-tree.ts';
import type { Weights } from './weights.ts';

/** One language, compiled: its phrases as a tree, and how its words are heard. */
export type LexiconLanguage = Ear & { name: string };

/** The words of every language, ready to be looked for. */
export type Lexicon = {
  languages: readonly LexiconLanguage[];
  /** What was read before, so that a word is heard once: see `readWords`. */
  pieces: Map<string, Piece>;
  /** What labelled replies have taught; without it the rules decide alone. */
  weights: Weights | null;
};

/** A language while it is compiled. */
type Draft = Omit<LexiconLanguage, 'vocabulary' | 'classes' | 'stems' | 'phrases'> & {
  tree: PhraseTree;
  vocabulary: Set<string>;
  classes: Map<string, string[]>;
  stems: [string, string][];
  /** What each word of the lists sounds like: most stand in many phrases. */
  noted: Map<string, string[]>;
};

/**
 * Plain objects by language (what stands in `locales/<language>/understanding.yaml`) → a lexicon. A
 * ContentError names the file, the place in it and what is wrong.
 */
export function parseLexicon(
  byLanguage: Record<string, unknown>,
  weights: Weights | null = null,
): Lexicon {
  const languages = Object.entries(byLanguage).map(([name, source]) => {
    const file = `locales/${name}/understanding.yaml`;
    const parsed = LanguageWords.safeParse(source ?? {});
    if (parsed.success) return compile(name, file, parsed.data);
    const issue = parsed.error.issues[0]!;
    throw new ContentError(issue.message, file, issue.path.join('.'));
  });
  return { languages, pieces: new Map(), weights };
}

function compile(name: string, file: string, words: LanguageWords): LexiconLanguage {
  const spellings = new Map(
    Object.entries(words.spellings).map(([short, long]) => [short, tokens(long).join(' ')]),
  );
  const language: Draft = {
    name,
    tree: emptyTree(),
    spellings,
    sounds: words.sounds,
    classes: new Map(),
    stems: [],
    vocabulary: new Set(),
    near: noWords(),
    noted: new Map(),
  };
  for (const word of words.marks.flatMap((line) => line.split(/[/\s]+/))) note(word, language);
  addClasses(words, language, file);
  const names = new Set(Object.keys(words.words));
  for (const { lines, path, entry } of listsOf(words)) {
    for (const line of lines) {
      const problem = plantLine(line, entry, language, names);
      if (problem) throw new ContentError(`"${line}" ${problem}`, file, path);
    }
  }
  const { tree, noted: _, ...ear } = language;
  return { ...ear, phrases: pack(tree) };
}

function addClasses({ words }: LanguageWords, language: Draft, file: string): void {
  for (const [name, lines] of Object.entries(words)) {
    for (const word of lines.flatMap((line) => line.split(/[/\s]+/))) {
      if (word.endsWith('-')) {
        language.stems.push([
          soundOf(spell(word, language.spellings).join(''), language),
          `<${name}>`,
        ]);
        continue;
      }
      const [sound, ...more] = note(word, language);
      if (sound === undefined || more.length > 0) {
        throw new ContentError(`"${word}" is not one word`, file, `words.${name}`);
      }
      const classes = language.classes.get(sound) ?? [];
      if (!classes.includes(`<${name}>`)) classes.push(`<${name}>`);
      language.classes.set(sound, classes);
    }
  }
}

/** Notes a word of the language's own; gives what it sounds like, one or several words. */
function note(word: string, language: Draft): string[] {
  const before = language.noted.get(word);
  if (before) return before;
  const sounds = spell(word, language.spellings).map((spelled) => {
    if (/^\p{L}/u.test(spelled)) language.vocabulary.add(spelled);
    const sound = soundOf(spelled, language);
    know(language.near, sound);
    return sound;
  });
  language.noted.set(word, sounds);
  return sounds;
}

/** Plants all that a line stands for and notes its words; says what is wrong with the line, or null. */
function plantLine(
  line: string,
  entry: Entry,
  language: Draft,
  classes: ReadonlySet<string>,
): string | null {
  const phrases = expandPhrase(line);
  if (!phrases) return 'stands for too many phrases: write two lines';
  const [plain, accented] = [
    { ...entry, plain: true },
    { ...entry, plain: false },
  ];
  for (const phrase of phrases) {
    const written = phrase.split(' ');
    const unknown = written.find((word) => isClass(word) && !classes.has(word.slice(1, -1)));
    if (unknown) return `names ${unknown}, which is not among the words: add it there`;
    const sounds = written.flatMap((word) =>
      word === '*' || isClass(word) ? [word] : note(word, language),
    );
    if (sounds.length === 0 || sounds[0] === '*' || sounds.at(-1) === '*') {
      return 'needs a word at both ends';
    }
    plant(language.tree, sounds, isAccented(written[0]!) ? accented : plain);
  }
  return null;
}

/** Whether a word is written with an accent (ñ has none). */
export function isAccented(word: string): boolean {
  return /\p{M}/u.test(word.normalize('NFD').replace(/n\u0303/giu, 'n'));
}

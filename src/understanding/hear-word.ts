import { squeeze, tokens } from '#domain';
import { type NearWords, nearWord } from './near-words.ts';
import type { PackedPhrases } from './packed-phrases.ts';
import { type Sounded, sounded } from './walk-phrases.ts';
import type { WordTraits } from './word-traits.ts';

/** What is needed to hear a word as a language does. */
export type Ear = {
  spellings: ReadonlyMap<string, string>;
  sounds: readonly (readonly [string, string])[];
  /** The classes of each word, by its sound. */
  classes: ReadonlyMap<string, readonly string[]>;
  /** Beginnings of words (`mandar-`), with the class of every word that begins so. */
  stems: readonly (readonly [string, string])[];
  /** Every word of its lists, as written: by these a message shows its language. */
  vocabulary: ReadonlySet<string>;
  near: NearWords;
  phrases: PackedPhrases;
};

/** A written word as a language hears it; an abbreviation may stand for several words. */
export type Heard = {
  said: readonly Sounded[];
  /** Written as the language writes it, not only alike in sound. */
  exact: boolean;
  /** The language has every word of it. */
  known: boolean;
};

/** A word as it was written and heard, wherever it stands. */
export type HeardWord = {
  /** Folded; a clock time stays as it is (`10:30`). */
  text: string;
  /** An accent was written where the folded word has none: `sí` is never "if". */
  accented: boolean;
  /** As each language of the lexicon hears it, in its order. */
  heard: readonly Heard[];
  /** An emoji that no language gives a meaning. */
  idle: boolean;
  traits: WordTraits;
};

/** A stretch of a message between spaces or marks, read: marks, or words. */
export type Piece = { marks: boolean; asks: boolean; opens: boolean; words: HeardWord[] };

/** Hears a word, folded as `tokens` does, in every language. What none knows may be a slip of the thumb. */
export function hearWord(text: string, ears: readonly Ear[]): Heard[] {
  const heard = ears.map((ear) => hear(text, ear));
  if (heard.some(({ known }) => known)) return heard;
  return heard.map((word, i) => {
    const guess = word.said.length === 1 ? nearWord(ears[i]!.near, word.said[0]!.sound) : null;
    return guess === null ? word : { ...word, said: [inTree(guess, ears[i]!)] };
  });
}

function hear(text: string, ear: Ear): Heard {
  const spelled = spell(text, ear.spellings);
  const said = spelled.map((word) => inTree(soundOf(word, ear), ear));
  return {
    said,
    exact: spelled.every((word) => ear.vocabulary.has(word)),
    known: said.every(({ sound, keys }) => keys.length > 0 || ear.near.known.has(sound)),
  };
}

function inTree(sound: string, ear: Ear): Sounded {
  const classes = new Set(ear.classes.get(sound));
  for (const [stem, name] of ear.stems) if (sound.startsWith(stem)) classes.add(name);
  return sounded(sound, [...classes], ear.phrases);
}

/** A word as written → folded and, where it is an abbreviation, written out (may be several words). */
export function spell(word: string, spellings: ReadonlyMap<string, string>): string[] {
  return tokens(word).flatMap((token) => spellings.get(token)?.split(' ') ?? [token]);
}

/** A spelled word → the form in which words that sound alike are the same. */
export function soundOf(word: string, { sounds }: Pick<Ear, 'sounds'>): string {
  return squeeze(sounds.reduce((sound, [from, to]) => sound.replaceAll(from, to), word));
}

import { squeeze, tokens } from '#domain';
import { type NearWords, nearWord } from './near-words.ts';
import type { PackedPhrases } from './packed-phrases.ts';
import { type Sounded, sounded, UNHEARD } from './walk-phrases.ts';
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

/** A written word as a language hears it. */
export type Heard = Sounded & {
  /** What an abbreviation stands for beside its first word; none for most words. */
  more: readonly Sounded[];
  /** Written as the language writes it, not only alike in sound. */
  exact: boolean;
  /** The language has every word of it. */
  known: boolean;
};

/** One word of a message, as it was written and heard. */
export type Word = {
  /** Folded; a clock time stays as it is (`10:30`). */
  text: string;
  /** An accent was written where the folded word has none: `sí` is never "if". */
  accented: boolean;
  /** As each language of the lexicon hears it, in its order. */
  heard: readonly Heard[];
  /** A digit is in it. */
  digits: boolean;
  /** An emoji that no language gives a meaning. */
  idle: boolean;
  traits: WordTraits;
  /** The part of the message it stands in: between commas, full stops, question marks. */
  clause: number;
};

/** A stretch of a message between spaces or marks, read: marks, or words as in a first clause. */
export type Piece = { marks: boolean; asks: boolean; opens: boolean; words: readonly Word[] };

const NO_MORE: readonly Sounded[] = [];

/** What most words are in all languages but their own: one object for all of them stays at hand. */
const UNKNOWN: Heard = { ...UNHEARD, more: NO_MORE, exact: false, known: false };

/** Hears a word, folded as `tokens` does, in every language. What none knows may be a slip of the thumb. */
export function hearWord(text: string, ears: readonly Ear[]): Heard[] {
  const heard = ears.map((ear) => hear(text, ear));
  if (heard.some(({ known }) => known)) return heard;
  return heard.map((word, i) => {
    const ear = ears[i]!;
    const [sound, ...more] = spell(text, ear.spellings).map((spelled) => soundOf(spelled, ear));
    const guess = sound === undefined || more.length > 0 ? null : nearWord(ear.near, sound);
    return guess === null ? word : { ...word, ...inLists(guess, ear) };
  });
}

function hear(text: string, ear: Ear): Heard {
  const spelled = spell(text, ear.spellings);
  const sounds = spelled.map((word) => soundOf(word, ear));
  const said = sounds.map((sound) => inLists(sound, ear));
  const exact = spelled.every((word) => ear.vocabulary.has(word));
  const known = said.every(({ keys }, i) => keys.length > 0 || ear.near.known.has(sounds[i]!));
  const [first = UNHEARD, ...more] = said;
  if (first === UNHEARD && more.length === 0 && !exact && !known) return UNKNOWN;
  const { keys, skipped, begins } = first;
  return { keys, skipped, begins, more: more.length > 0 ? more : NO_MORE, exact, known };
}

function inLists(sound: string, ear: Ear): Sounded {
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

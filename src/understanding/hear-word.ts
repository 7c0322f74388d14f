import { squeeze, tokens } from '#domain';
import { type NearWords, nearWord } from './near-words.ts';
import type { Sounded } from './phrase-tree.ts';

/** What is needed to hear a word as a language does. */
export type Ear = {
  spellings: ReadonlyMap<string, string>;
  sounds: readonly (readonly [string, string])[];
  /** The classes of each word, by its sound. */
  classes: ReadonlyMap<string, readonly string[]>;
  /** Every word of its lists, as written: by these a message shows its language. */
  vocabulary: ReadonlySet<string>;
  near: NearWords;
  /** Words heard before: families use few. */
  heard: Map<string, Heard>;
};

/** A written word as a language hears it; an abbreviation may stand for several words. */
export type Heard = {
  said: readonly Sounded[];
  /** Written as the language writes it, not only alike in sound. */
  exact: boolean;
  /** The language has every word of it. */
  known: boolean;
  /** The same, a slip of the thumb heard through; null if there is none. */
  guess: readonly Sounded[] | null;
};

/** More than these are forgotten and heard anew. */
const MOST_HEARD = 20_000;

/** Hears a word, folded as `tokens` does. */
export function hearWord(text: string, ear: Ear): Heard {
  const before = ear.heard.get(text);
  if (before) return before;
  if (ear.heard.size >= MOST_HEARD) ear.heard.clear();
  const spelled = spell(text, ear.spellings);
  const sounds = spelled.map((word) => soundOf(word, ear));
  const near = sounds.length === 1 ? nearWord(ear.near, sounds[0]!) : null;
  const heard: Heard = {
    said: sounds.map((sound) => sounded(sound, ear)),
    exact: spelled.every((word) => ear.vocabulary.has(word)),
    known: sounds.every((sound) => ear.near.known.has(sound)),
    guess: near === null ? null : [sounded(near, ear)],
  };
  ear.heard.set(text, heard);
  return heard;
}

const NO_CLASSES: readonly string[] = [];

function sounded(sound: string, ear: Ear): Sounded {
  return { sound, classes: ear.classes.get(sound) ?? NO_CLASSES };
}

/** A word as written → folded and, where it is an abbreviation, written out (may be several words). */
export function spell(word: string, spellings: ReadonlyMap<string, string>): string[] {
  return tokens(word).flatMap((token) => spellings.get(token)?.split(' ') ?? [token]);
}

/** A spelled word → the form in which words that sound alike are the same. */
export function soundOf(word: string, { sounds }: Pick<Ear, 'sounds'>): string {
  return squeeze(sounds.reduce((sound, [from, to]) => sound.replaceAll(from, to), word));
}

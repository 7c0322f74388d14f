import { type Lexicon, soundOf, spell } from './lexicon.ts';
import { type Entry, type Layer, walk } from './phrase-tree.ts';
import type { Word } from './read-words.ts';

/** A phrase found: from word `start` to before word `end`. */
export type Span = Entry & {
  start: number;
  end: number;
  language: string;
  /** Written as the language writes it, not only alike in sound. */
  exact: boolean;
};

/** The phrases of a message by layer, in the order of the message. */
export type Found = Record<Layer, Span[]>;

const LAYERS: readonly Layer[] = [
  'meaning',
  'sign',
  'people',
  'topic',
  'reason',
  'mode',
  'language',
  'option',
];

/**
 * Looks for every phrase of every language. Within a layer the longest phrase wins and holds its words:
 * "no hay problema" is no "no". No phrase reaches over a comma.
 */
export function findPhrases(words: readonly Word[], lexicon: Lexicon): Found {
  const spans: Span[] = [];
  for (const language of lexicon.languages) {
    const { sounds, at } = soundsOf(words, language);
    for (let i = 0; i < sounds.length; i += 1) {
      walk(language.tree, sounds, i, (entry, after) => {
        const [start, last] = [at[i]!, at[after - 1]!];
        if (words[start]!.clause !== words[last]!.clause) return;
        if (entry.kind === 'maybe' && entry.plain && words[start]!.accented) return;
        const said = words.slice(start, last + 1);
        const exact = said.every((word) => language.vocabulary.has(word.text));
        spans.push({ ...entry, start, end: last + 1, language: language.name, exact });
      });
    }
  }
  const found = LAYERS.map((layer) => [layer, longest(spans.filter((s) => s.layer === layer))]);
  return Object.fromEntries(found) as Found;
}

/** The words as this language hears them; `at` leads back, as an abbreviation may stand for several. */
function soundsOf(words: readonly Word[], language: Lexicon['languages'][number]) {
  const sounds: string[] = [];
  const at: number[] = [];
  words.forEach((word, i) => {
    for (const spelled of spell(word.text, language.spellings)) {
      sounds.push(soundOf(spelled, language));
      at.push(i);
    }
  });
  return { sounds, at };
}

/** Drops what overlaps a longer phrase; of equally long ones the earlier stays, or the one spelled right. */
function longest(spans: Span[]): Span[] {
  const taken = new Set<number>();
  const kept: Span[] = [];
  const byLength = spans.sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) || a.start - b.start || Number(b.exact) - Number(a.exact),
  );
  for (const span of byLength) {
    const places = Array.from({ length: span.end - span.start }, (_, i) => span.start + i);
    if (places.some((place) => taken.has(place))) continue;
    for (const place of places) taken.add(place);
    kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}

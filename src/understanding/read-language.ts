import { hearWord } from './hear-word.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/** A second language is heard from this share of the telling words on: one `ok` makes no mix. */
const SECOND = 0.2;

/**
 * Which language a message is in, by the words only one language has: its name, `mix` for two, `und` where
 * nothing tells (digits, emoji, a name).
 */
export function readLanguage(words: readonly Word[], lexicon: Lexicon): string {
  const votes = new Map<string, number>();
  for (const { text } of words) {
    const speakers = lexicon.languages.filter((language) => hearWord(text, language).exact);
    const [only, ...others] = speakers;
    if (only && others.length === 0) votes.set(only.name, (votes.get(only.name) ?? 0) + 1);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (!first) return 'und';
  const all = ranked.reduce((sum, [, count]) => sum + count, 0);
  return second && second[1] / all >= SECOND ? 'mix' : first[0];
}

import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/** A second language is heard from this share of the telling words on: one `ok` makes no mix. */
const SECOND = 0.2;

/**
 * Which language a message is in, by the words only one language has: its name, `mix` for two, `und` where
 * nothing tells (digits, emoji, a name).
 */
export function readLanguage(words: readonly Word[], { languages }: Lexicon): string {
  const votes = languages.map(() => 0);
  for (const { heard } of words) {
    const speaker = heard.findIndex(({ exact }) => exact);
    const others = speaker < 0 || heard.some(({ exact }, i) => exact && i !== speaker);
    if (!others) votes[speaker]! += 1;
  }
  const all = votes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return 'und';
  const first = votes.indexOf(Math.max(...votes));
  const second = Math.max(...votes.filter((_, i) => i !== first), 0);
  return second > 0 && second / all >= SECOND ? 'mix' : languages[first]!.name;
}

import type { Traits } from './traits.ts';
import { WEIGHED, type Weights } from './weights.ts';
import type { WordTraits } from './word-traits.ts';

/** How much a trait of each sort counts: chosen on replies that neither rules nor weights had seen. */
export const COUNTS = { letters: 0.25, word: 0.3, phrase: 0.5 };

const INTENTS = WEIGHED.length;

/**
 * How much a message speaks for each intent, in the order of `WEIGHED`: above 0 for, below against. Counted
 * in steps, in whole numbers: whatever the order of the traits, the sums are the same.
 */
export function weigh({ words, wordBuckets, phraseBuckets }: Traits, weights: Weights): number[] {
  const letters = new Int32Array(INTENTS);
  for (const word of words) addAll(letters, lettersOf(word, weights));
  const ofWords = stepsOf(wordBuckets, weights);
  const ofPhrases = stepsOf(phraseBuckets, weights);
  const { scale, bias } = weights;
  const sums: number[] = [];
  for (let i = 0; i < INTENTS; i += 1) {
    const byWords = COUNTS.letters * letters[i]! + COUNTS.word * ofWords[i]!;
    sums.push((byWords + COUNTS.phrase * ofPhrases[i]!) * scale + bias[i]!);
  }
  return sums;
}

/** What a word's letters speak for, reckoned once a word. */
function lettersOf(word: WordTraits, weights: Weights): Int32Array {
  if (word.weighed?.by !== weights)
    word.weighed = { by: weights, steps: stepsOf(word.letters, weights) };
  return word.weighed.steps;
}

function stepsOf(buckets: readonly number[], { steps }: Weights): Int32Array {
  const sums = new Int32Array(INTENTS);
  for (let b = 0; b < buckets.length; b += 1) {
    const at = buckets[b]! * INTENTS;
    for (let i = 0; i < INTENTS; i += 1) sums[i]! += steps[at + i]!;
  }
  return sums;
}

function addAll(sums: Int32Array, more: Int32Array): void {
  for (let i = 0; i < INTENTS; i += 1) sums[i]! += more[i]!;
}

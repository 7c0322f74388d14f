import type { Traits } from './traits.ts';
import { WEIGHED, type Weights } from './weights.ts';
import type { WordTraits } from './word-traits.ts';

/** How much a trait of each sort counts: chosen on replies that neither rules nor weights had seen. */
export const COUNTS = { letters: 0.25, word: 0.3, phrase: 0.5 };

/** How much a message speaks for each intent, in the order of `WEIGHED`: above 0 for, below against. */
export function weigh(traits: Traits, weights: Weights): Float64Array {
  const { words, wordBuckets, phraseBuckets } = traits;
  const sums = new Float64Array(WEIGHED.length);
  for (const word of words) addAll(sums, lettersOf(word, weights));
  for (const bucket of wordBuckets) addBucket(sums, weights.steps, bucket, COUNTS.word);
  for (const bucket of phraseBuckets) addBucket(sums, weights.steps, bucket, COUNTS.phrase);
  for (let i = 0; i < sums.length; i += 1) sums[i] = sums[i]! * weights.scale + weights.bias[i]!;
  return sums;
}

/** What a word's letters speak for, reckoned once a word. */
function lettersOf(word: WordTraits, { steps, letters }: Weights): Float64Array {
  const known = letters.get(word);
  if (known) return known;
  const sums = new Float64Array(WEIGHED.length);
  for (const bucket of word.letters) addBucket(sums, steps, bucket, COUNTS.letters);
  letters.set(word, sums);
  return sums;
}

function addBucket(sums: Float64Array, steps: Int8Array, bucket: number, value: number): void {
  const at = bucket * WEIGHED.length;
  for (let i = 0; i < sums.length; i += 1) sums[i]! += value * steps[at + i]!;
}

function addAll(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i]! += more[i]!;
}

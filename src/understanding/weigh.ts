import type { Traits } from './traits.ts';
import { HIDDEN, WEIGHED, type Weights } from './weights.ts';
import type { WordTraits } from './word-traits.ts';

/** How much a trait of each sort counts, in tenths: chosen on replies that neither rules nor weights had seen. */
export const TENTHS = { letters: 4, other: 5 };

const INTENTS = WEIGHED.length;

/** How much a message speaks for each intent, in the order of `WEIGHED`: above 0 for, below against. */
export function weigh(traits: Traits, weights: Weights): number[] {
  const { scale, start, speaks, bias } = weights;
  const steps = stepsOf(traits, weights);
  const sums = [...bias];
  for (let h = 0; h < HIDDEN; h += 1) {
    // Below nothing, a feature is silent.
    const feature = (steps[h]! * scale) / 10 + start[h]!;
    if (feature <= 0) continue;
    for (let i = 0; i < INTENTS; i += 1) sums[i]! += feature * speaks[h * INTENTS + i]!;
  }
  return sums;
}

/** The hidden features of a message in tenths of steps: whole numbers, whatever the order of the traits. */
function stepsOf({ words, buckets }: Traits, weights: Weights): Int32Array {
  const sums = new Int32Array(HIDDEN);
  addBuckets(sums, buckets, TENTHS.other, weights);
  for (const word of words) {
    const own = ownSteps(word, weights);
    for (let h = 0; h < HIDDEN; h += 1) sums[h]! += own[h]!;
  }
  return sums;
}

/** What a word has for itself, reckoned once a word. */
function ownSteps(word: WordTraits, weights: Weights): Int32Array {
  if (word.weighed?.by === weights) return word.weighed.steps;
  const steps = new Int32Array(HIDDEN);
  addBuckets(steps, word.letters, TENTHS.letters, weights);
  addBuckets(steps, [word.bucket], TENTHS.other, weights);
  word.weighed = { by: weights, steps };
  return steps;
}

function addBuckets(
  sums: Int32Array,
  buckets: readonly number[],
  tenths: number,
  { steps }: Weights,
): void {
  for (let b = 0; b < buckets.length; b += 1) {
    const at = buckets[b]! * HIDDEN;
    for (let h = 0; h < HIDDEN; h += 1) sums[h]! += tenths * steps[at + h]!;
  }
}

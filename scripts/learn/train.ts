/** A reply as its traits: buckets, and how much each counts. */
export type Example = { buckets: readonly number[]; values: readonly number[] };

/** How closely the examples are followed: more learns them by heart. Chosen on replies not learnt from. */
const COST = 0.2;

const ROUNDS = 60;

/** Below this share of `COST`, nothing that a round changes matters. */
const SMALL = 0.01;

/**
 * Learns one yes-or-no question: a weight for each bucket, and the bias as the last. A linear support vector
 * machine with squared hinge loss, by dual coordinate descent (Hsieh and others, ICML 2008). The same
 * examples give the same weights.
 */
export function train(
  examples: readonly Example[],
  wanted: readonly boolean[],
  buckets: number,
): Float64Array {
  const weights = new Float64Array(buckets + 1);
  const alphas = new Float64Array(examples.length);
  const curvatures = examples.map(({ values }) =>
    values.reduce((sum, value) => sum + value * value, 1 + 1 / (2 * COST)),
  );
  const order = examples.map((_, i) => i);
  const random = generator(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    let greatest = 0;
    for (const i of order) {
      const y = wanted[i] ? 1 : -1;
      const alpha = alphas[i]!;
      const gradient = y * scoreOf(examples[i]!, weights) - 1 + alpha / (2 * COST);
      const step = Math.max(-alpha, -gradient / curvatures[i]!);
      if (step === 0) continue;
      alphas[i] = alpha + step;
      greatest = Math.max(greatest, Math.abs(step));
      add(examples[i]!, step * y, weights);
    }
    if (greatest < SMALL * COST) break;
  }
  return weights;
}

function scoreOf({ buckets, values }: Example, weights: Float64Array): number {
  let sum = weights[weights.length - 1]!;
  for (let i = 0; i < buckets.length; i += 1) sum += weights[buckets[i]!]! * values[i]!;
  return sum;
}

function add({ buckets, values }: Example, step: number, weights: Float64Array): void {
  weights[weights.length - 1]! += step;
  for (let i = 0; i < buckets.length; i += 1) weights[buckets[i]!]! += step * values[i]!;
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/** Numbers from 0 to 1, the same from the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

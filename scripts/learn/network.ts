/** How many traits' buckets, hidden features and answers. */
export type Sizes = { buckets: number; hidden: number; answers: number };

/**
 * A network of one hidden layer. Each bucket of traits has its part in every hidden feature; a feature that
 * comes out below nothing is silent; each feature speaks for or against every answer.
 */
export type Network = {
  sizes: Sizes;
  /** By bucket, and in a bucket by feature. */
  parts: Float32Array;
  /** What a feature has before any trait. */
  start: Float32Array;
  /** By feature, and in a feature by answer. */
  speaks: Float32Array;
  /** What an answer has before any feature. */
  bias: Float32Array;
};

/** A network that knows nothing: small parts by chance (0 to 1, as `random` gives them), that features differ. */
export function newNetwork(sizes: Sizes, random: () => number): Network {
  const { buckets, hidden, answers } = sizes;
  const small = (count: number, most: number) =>
    Float32Array.from({ length: count }, () => (2 * random() - 1) * most);
  return {
    sizes,
    parts: small(buckets * hidden, 0.05),
    start: new Float32Array(hidden),
    speaks: small(hidden * answers, 0.3),
    bias: new Float32Array(answers),
  };
}

/** Traits → the hidden features. */
export function featuresOf(
  buckets: readonly number[],
  values: readonly number[],
  { sizes: { hidden }, parts, start }: Network,
): Float32Array {
  const features = start.slice();
  for (let b = 0; b < buckets.length; b += 1) {
    const value = values[b]!;
    const at = buckets[b]! * hidden;
    for (let h = 0; h < hidden; h += 1) features[h]! += value * parts[at + h]!;
  }
  for (let h = 0; h < hidden; h += 1) if (features[h]! < 0) features[h] = 0;
  return features;
}

/** The hidden features → how much they speak for each answer: above 0 for, below against. */
export function answersOf(
  features: Float32Array,
  { sizes: { hidden, answers }, speaks, bias }: Network,
): Float32Array {
  const sums = bias.slice();
  for (let h = 0; h < hidden; h += 1) {
    const feature = features[h]!;
    if (feature === 0) continue;
    for (let a = 0; a < answers; a += 1) sums[a]! += feature * speaks[h * answers + a]!;
  }
  return sums;
}

import { chance, shuffle } from './chance.ts';
import { answersOf, featuresOf, type Network, newNetwork, type Sizes } from './network.ts';

/** A reply as its traits (buckets, and how much each counts), and of each answer whether it is right. */
export type Example = {
  buckets: readonly number[];
  values: readonly number[];
  wanted: readonly boolean[];
};

// Chosen on replies not learnt from, as are the sizes.
const ROUNDS = 20;
const PACE = 0.07;
/** The share of traits, and of hidden features, hidden from each lesson, so that none is relied on alone. */
const TRAITS_HIDDEN = 0.4;
const FEATURES_HIDDEN = 0.3;

/** How far each figure has been moved so far (the sum of squares): the further, the less it still moves. */
type Moved = { parts: Float32Array; start: Float32Array; speaks: Float32Array; bias: Float32Array };

/**
 * Learns which answers a reply's traits stand for, several at once. Squared hinge loss, one reply after the
 * other, each figure at its own pace (AdaGrad: Duchi and others, JMLR 2011) with dropout (Srivastava and
 * others, JMLR 2014). Only sums, products, quotients and roots, which every machine rounds alike: the same
 * examples give the same network.
 */
export function train(examples: readonly Example[], sizes: Sizes): Network {
  const random = chance(1);
  const network = newNetwork(sizes, random);
  const moved = unmoved(sizes);
  const order = examples.map((_, i) => i);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    const pace = PACE * (1 - round / ROUNDS);
    for (const i of order) learnFrom(examples[i]!, network, moved, pace, random);
  }
  return network;
}

function unmoved({ buckets, hidden, answers }: Sizes): Moved {
  const little = (count: number) => new Float32Array(count).fill(0.01);
  return {
    parts: little(buckets),
    start: little(hidden),
    speaks: little(hidden * answers),
    bias: little(answers),
  };
}

function learnFrom(
  { buckets, values, wanted }: Example,
  network: Network,
  moved: Moved,
  pace: number,
  random: () => number,
): void {
  const shown = values.map((value) => keep(value, TRAITS_HIDDEN, random));
  const features = featuresOf(buckets, shown, network);
  const kept = features.map((feature) => (feature > 0 ? keep(1, FEATURES_HIDDEN, random) : 0));
  for (let h = 0; h < features.length; h += 1) features[h]! *= kept[h]!;
  const answers = answersOf(features, network);
  const errors = answers.map((sum, a) => (wanted[a] ? Math.min(0, sum - 1) : Math.max(0, sum + 1)));
  const blame = moveAnswers(errors, features, network, moved, pace);
  for (let h = 0; h < blame.length; h += 1) blame[h]! *= kept[h]!;
  moveParts(buckets, shown, blame, network, moved, pace);
}

/** Nothing by this share of chance, else as much more that the sum stays. */
function keep(value: number, hidden: number, random: () => number): number {
  return random() < hidden ? 0 : value / (1 - hidden);
}

/** Moves what features speak for; → how much each feature is to blame for the errors. */
function moveAnswers(
  errors: Float32Array,
  features: Float32Array,
  { speaks, bias }: Network,
  moved: Moved,
  pace: number,
): Float32Array {
  const blame = new Float32Array(features.length);
  for (let a = 0; a < errors.length; a += 1) {
    const error = errors[a]!;
    if (error === 0) continue;
    for (let h = 0; h < features.length; h += 1) {
      if (features[h] === 0) continue;
      const at = h * errors.length + a;
      blame[h]! += error * speaks[at]!;
      move(speaks, moved.speaks, at, error * features[h]!, pace);
    }
    move(bias, moved.bias, a, error, pace);
  }
  return blame;
}

/** Moves the parts that the shown traits have in the features; a bucket's parts move at one pace. */
function moveParts(
  buckets: readonly number[],
  shown: readonly number[],
  blame: Float32Array,
  { parts, start }: Network,
  moved: Moved,
  pace: number,
): void {
  const hidden = blame.length;
  let squares = 0;
  for (let h = 0; h < hidden; h += 1) {
    squares += blame[h]! * blame[h]!;
    move(start, moved.start, h, blame[h]!, pace);
  }
  if (squares === 0) return;
  for (let b = 0; b < buckets.length; b += 1) {
    const value = shown[b]!;
    if (value === 0) continue;
    const bucket = buckets[b]!;
    moved.parts[bucket]! += (value * value * squares) / hidden;
    const step = (pace * value) / Math.sqrt(moved.parts[bucket]!);
    for (let h = 0; h < hidden; h += 1) parts[bucket * hidden + h]! -= step * blame[h]!;
  }
}

function move(
  figures: Float32Array,
  moved: Float32Array,
  at: number,
  gradient: number,
  pace: number,
): void {
  moved[at]! += gradient * gradient;
  figures[at]! -= (pace * gradient) / Math.sqrt(moved[at]!);
}

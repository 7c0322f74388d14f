import {
  BUCKETS,
  HIDDEN,
  type Lexicon,
  readMessage,
  TENTHS,
  type Traits,
  traitsOf,
  WEIGHED,
  type Weights,
} from '#understanding';
import { contextOfText } from '../understand/context-of-text.ts';
import type { LabelledReply } from '../understand/labelled-replies.ts';
import type { Network } from './network.ts';
import { type Example, train } from './train.ts';

/** Labelled replies, read with a lexicon's rules → the weights that they teach. */
export function learnWeights(replies: readonly LabelledReply[], lexicon: Lexicon): Weights {
  const read = replies.map(({ text, context }) =>
    traitsOf(readMessage(text, contextOfText(context), lexicon)),
  );
  const examples = read.map((traits, i) => exampleOf(traits, replies[i]!));
  const sizes = { buckets: BUCKETS, hidden: HIDDEN, answers: WEIGHED.length };
  const moments = new Set(read.map(({ moment }) => moment));
  return { moments, ...inSteps(train(examples, sizes)) };
}

function exampleOf({ words, buckets }: Traits, { intents }: LabelledReply): Example {
  const counted = new Map<number, number>();
  const count = (bucket: number, tenths: number) =>
    counted.set(bucket, (counted.get(bucket) ?? 0) + tenths);
  for (const { bucket, letters } of words) {
    count(bucket, TENTHS.other);
    for (const stretch of letters) count(stretch, TENTHS.letters);
  }
  for (const bucket of buckets) count(bucket, TENTHS.other);
  return {
    buckets: [...counted.keys()],
    values: [...counted.values()].map((tenths) => tenths / 10),
    wanted: WEIGHED.map((intent) => intents.includes(intent)),
  };
}

/** The parts in 127 steps either way, a byte each; the few other figures to four places. */
function inSteps({ parts, start, speaks, bias }: Network): Omit<Weights, 'moments'> {
  const scale = parts.reduce((most, part) => Math.max(most, Math.abs(part)), 0) / 127;
  const steps = Int8Array.from(parts, (part) => Math.round(part / scale));
  const short = (figures: Float32Array) =>
    Array.from(figures, (figure) => Math.round(figure * 1e4) / 1e4);
  return { scale, steps, start: short(start), speaks: short(speaks), bias: short(bias) };
}

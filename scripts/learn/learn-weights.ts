import {
  BUCKETS,
  COUNTS,
  type Lexicon,
  readMessage,
  type Traits,
  traitsOf,
  WEIGHED,
  type Weights,
} from '#understanding';
import { contextOfText } from '../understand/context-of-text.ts';
import type { LabelledReply } from '../understand/labelled-replies.ts';
import { type Example, train } from './train.ts';

/** Labelled replies, read with a lexicon's rules → the weights that they teach. */
export function learnWeights(replies: readonly LabelledReply[], lexicon: Lexicon): Weights {
  const read = replies.map(({ text, context }) =>
    traitsOf(readMessage(text, contextOfText(context), lexicon)),
  );
  const examples = read.map(exampleOf);
  const learnt = WEIGHED.map((intent) =>
    train(
      examples,
      replies.map(({ intents }) => intents.includes(intent)),
      BUCKETS,
    ),
  );
  const moments = new Set(read.map(({ moment }) => moment));
  return { moments, ...inSteps(learnt) };
}

function exampleOf({ words, wordBuckets, phraseBuckets }: Traits): Example {
  const counted = new Map<number, number>();
  const count = (buckets: readonly number[], value: number) => {
    for (const bucket of buckets) counted.set(bucket, (counted.get(bucket) ?? 0) + value);
  };
  for (const { letters } of words) count(letters, COUNTS.letters);
  count(wordBuckets, COUNTS.word);
  count(phraseBuckets, COUNTS.phrase);
  return { buckets: [...counted.keys()], values: [...counted.values()] };
}

/** Weights in 127 steps either way: a byte each. */
function inSteps(learnt: readonly Float64Array[]): Omit<Weights, 'moments'> {
  let greatest = 0;
  for (const weights of learnt) {
    for (let i = 0; i < BUCKETS; i += 1) greatest = Math.max(greatest, Math.abs(weights[i]!));
  }
  const scale = greatest / 127;
  const steps = new Int8Array(BUCKETS * WEIGHED.length);
  learnt.forEach((weights, intent) => {
    for (let i = 0; i < BUCKETS; i += 1) {
      steps[i * WEIGHED.length + intent] = Math.round(weights[i]! / scale);
    }
  });
  return { bias: learnt.map((weights) => weights[BUCKETS]!), scale, steps };
}

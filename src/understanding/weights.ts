import { z } from 'zod';
import { ContentError } from '#domain';
import { INTENTS, type Intent } from './understood.ts';
import { BUCKETS } from './word-traits.ts';

/** An intent that is weighed: thanks are heard by their words alone. */
export type Weighed = Exclude<Intent, 'thanks'>;

/** The intents that are weighed, in their order. */
export const WEIGHED: readonly Weighed[] = INTENTS.filter((intent) => intent !== 'thanks');

/** How many hidden features a message has. */
export const HIDDEN = 48;

/**
 * What labelled replies have taught: a network of one hidden layer. Each bucket of traits has its part in
 * every hidden feature, and each feature speaks for or against every intent.
 */
export type Weights = {
  /** The moments in which replies were learnt from; in others nothing is weighed. */
  moments: ReadonlySet<string>;
  /** What a step of `steps` is worth. */
  scale: number;
  /** The parts of traits: by bucket, and in a bucket by feature. */
  steps: Int8Array;
  /** What a feature has before any trait. */
  start: readonly number[];
  /** By feature, and in a feature by intent, in the order of `WEIGHED`. */
  speaks: readonly number[];
  /** What an intent has before any feature. */
  bias: readonly number[];
};

const WeightsFile = z.object({
  intents: z.array(z.string()).refine((names) => names.join() === WEIGHED.join()),
  moments: z.array(z.string()),
  scale: z.number(),
  start: z.array(z.number()).length(HIDDEN),
  speaks: z.array(z.number()).length(HIDDEN * WEIGHED.length),
  bias: z.array(z.number()).length(WEIGHED.length),
  steps: z.base64(),
});

/** The text of `locales/weights.json` → weights; a ContentError where `npm run learn` did not write it. */
export function parseWeights(text: string): Weights {
  const parsed = WeightsFile.safeParse(JSON.parse(text));
  const steps = new Int8Array(parsed.success ? Buffer.from(parsed.data.steps, 'base64') : []);
  if (!parsed.success || steps.length !== BUCKETS * HIDDEN) {
    throw new ContentError('is not as "npm run learn" writes it: run it', WEIGHTS_FILE, '');
  }
  const { moments, scale, start, speaks, bias } = parsed.data;
  return { moments: new Set(moments), scale, steps, start, speaks, bias };
}

/** Where weights lie, as authors know it. */
export const WEIGHTS_FILE = 'locales/weights.json';

/** Weights as a file. */
export function writeWeights({ moments, scale, steps, start, speaks, bias }: Weights): string {
  const file: z.infer<typeof WeightsFile> = {
    intents: [...WEIGHED],
    moments: [...moments].sort(),
    scale,
    start: [...start],
    speaks: [...speaks],
    bias: [...bias],
    steps: Buffer.from(steps.buffer).toString('base64'),
  };
  return `${JSON.stringify(file)}\n`;
}

import { z } from 'zod';
import { ContentError } from '#domain';
import { INTENTS, type Intent } from './understood.ts';
import { BUCKETS } from './word-traits.ts';

/** An intent that is weighed: thanks are heard by their words alone. */
export type Weighed = Exclude<Intent, 'thanks'>;

/** The intents that are weighed, in their order. */
export const WEIGHED: readonly Weighed[] = INTENTS.filter((intent) => intent !== 'thanks');

/** What labelled replies have taught: for each bucket of traits, how it speaks for each intent. */
export type Weights = {
  /** The moments in which replies were learnt from; in others nothing is weighed. */
  moments: ReadonlySet<string>;
  bias: readonly number[];
  /** What a step of `steps` is worth. */
  scale: number;
  /** By bucket, and in a bucket by intent, in the order of `WEIGHED`. */
  steps: Int8Array;
};

const WeightsFile = z.object({
  intents: z.array(z.string()).refine((names) => names.join() === WEIGHED.join()),
  moments: z.array(z.string()),
  bias: z.array(z.number()).length(WEIGHED.length),
  scale: z.number(),
  steps: z.base64(),
});

/** The text of `locales/weights.json` → weights; a ContentError where `npm run learn` did not write it. */
export function parseWeights(text: string): Weights {
  const parsed = WeightsFile.safeParse(JSON.parse(text));
  const steps = new Int8Array(parsed.success ? Buffer.from(parsed.data.steps, 'base64') : []);
  if (!parsed.success || steps.length !== BUCKETS * WEIGHED.length) {
    throw new ContentError('is not as "npm run learn" writes it: run it', WEIGHTS_FILE, '');
  }
  const { moments, bias, scale } = parsed.data;
  return { moments: new Set(moments), bias, scale, steps };
}

/** Where weights lie, as authors know it. */
export const WEIGHTS_FILE = 'locales/weights.json';

/** Weights as a file. */
export function writeWeights({ moments, bias, scale, steps }: Weights): string {
  const file: z.infer<typeof WeightsFile> = {
    intents: [...WEIGHED],
    moments: [...moments].sort(),
    bias: [...bias],
    scale,
    steps: Buffer.from(steps.buffer).toString('base64'),
  };
  return `${JSON.stringify(file)}\n`;
}

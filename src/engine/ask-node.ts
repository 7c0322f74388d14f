import { z } from 'zod';
import { Duration } from './duration.ts';
import { Name } from './fact-types.ts';
import { EXPECTS } from './kinds-of-answer.ts';
import { Options } from './options.ts';
import { ANSWERS } from './reading.ts';
import { TextChoice } from './text-choice.ts';

/** One silence: what is then said, and the question stays open; or where to go, else the end. */
const SilenceStep = z.strictObject({
  after: Duration,
  say: Name.optional(),
  go: Name.optional(),
});

export type SilenceStep = z.output<typeof SilenceStep>;

/** How silence goes on: nothing ever, one step, or several in their order. Parsed to a list. */
const Silence = z
  .union([z.literal('stays_open'), SilenceStep, z.array(SilenceStep).min(1).max(4)], {
    error: ({ input }) =>
      input === undefined
        ? 'say what happens when nobody answers, `stays_open` or `{ after: 2d, go: … }`'
        : undefined,
  })
  .transform((said) => (said === 'stays_open' ? [] : [said].flat()));

const unclear = z.strictObject({
  /** Said instead of the question when an answer was not understood. */
  say: Name,
  /** How often it is said before giving up and going on. */
  tries: z.int().min(1).max(3),
  go: Name,
});

/** The YAML of a question. */
export const AskNode = z.strictObject({
  type: z.literal('ask'),
  text: TextChoice,
  count: Name.optional(),
  /** The shorter repetition after a question of hers was answered; without it `<text>_again`. */
  again: Name.optional(),
  expect: z.enum(EXPECTS),
  /** The fact that the answer becomes; without it the one named like `expect`. */
  as: Name.optional(),
  /** The numbered answers, in order: `1` is the first. */
  options: Options.optional(),
  /** The least and the most of a `number`. */
  min: z.int().min(0).max(9999).optional(),
  max: z.int().min(1).max(9999).optional(),
  /** Facts a reply may give besides the answer itself. */
  fills: z.array(z.enum(ANSWERS)).default([]),
  /**
   * Where to go: by the answer; else by an option, by another fact the reply filled, or by an intent, the
   * first in writing order. `cancel` comes before the answer.
   */
  on: z.record(z.string(), Name),
  unclear,
  /** What happens when nobody answers; `stays_open` says that nothing does. */
  silence: Silence,
  /** An answer understood as unsure is taken as it is: this question is itself the asking back. */
  takes_unsure: z.boolean().default(false),
});

export type AskNode = z.output<typeof AskNode>;

import { z } from 'zod';
import { Duration } from './duration.ts';
import { Name } from './fact-types.ts';
import { ANSWERS } from './reading.ts';
import { TextChoice } from './text-choice.ts';

const silence = z.union([
  z.literal('stays_open'),
  /** Without `go` the conversation ends, in silence. */
  z.strictObject({ after: Duration, go: Name.optional() }),
]);

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
  expect: z.enum(ANSWERS),
  /** The numbered answers in the text, in order: `1` is the first. */
  options: z.array(Name).min(2).optional(),
  /** Facts a reply may give besides the answer itself. */
  fills: z.array(z.enum(ANSWERS)).default([]),
  /**
   * Where to go: by the answer; else by an option, by another fact the reply filled, or by an intent, the
   * first in writing order. `cancel` comes before the answer.
   */
  on: z.record(z.string(), Name),
  unclear,
  /** What happens when nobody answers; `stays_open` says that nothing does. */
  silence,
  /** An answer understood as unsure is taken as it is: this question is itself the asking back. */
  takes_unsure: z.boolean().default(false),
});

export type AskNode = z.output<typeof AskNode>;

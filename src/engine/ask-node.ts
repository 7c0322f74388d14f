import { z } from 'zod';
import { Duration } from './duration.ts';
import { Name } from './fact-types.ts';
import { Count } from './fields.ts';
import { EXPECTS } from './kinds-of-answer.ts';
import { Options } from './options.ts';
import { ANSWERS } from './reading.ts';
import { TextChoice } from './text-choice.ts';

/** One silence: what is then said, and the question stays open; or where to go, else the end. */
const SilenceStep = z.strictObject({
  after: Duration.describe('How long nobody has answered: `30m`, `3h`, `2d`.'),
  say: Name.optional().describe('The text said then; the question stays open.'),
  go: Name.optional().describe(
    'The node that comes next; with neither `say` nor `go` the conversation ends.',
  ),
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
  say: Name.describe('The text said when an answer was not understood.'),
  tries: z.int().min(1).max(3).describe('How often it is said before giving up.'),
  go: Name.describe('The node that comes after giving up.'),
});

/** What a question may expect, each told in words where one types. */
export const Expect = z.enum(EXPECTS).describe('The kind of answer.');

/** The YAML of a question. */
export const AskNode = z.strictObject({
  type: z.literal('ask'),
  text: TextChoice.describe(
    'The question, by its key in `locales/`; or by a true-or-false fact: `{ first: hello, otherwise: again }`.',
  ),
  count: Count.optional(),
  again: Name.optional().describe(
    'The shorter question, said after a question of hers was answered; without it `<text>_again`.',
  ),
  expect: Expect,
  as: Name.optional().describe(
    'The fact that the answer becomes; needed where the kind of answer has no fact of its own.',
  ),
  options: Options.optional().describe(
    'What she may choose from, numbered in this order: `[yes, no]`.',
  ),
  min: z.int().min(0).max(9999).optional().describe('The least that a `number` may be.'),
  max: z.int().min(1).max(9999).optional().describe('The most that a `number` may be.'),
  fills: z
    .array(z.enum(ANSWERS))
    .default([])
    .describe('What else a reply may tell in passing; questions about it are then skipped.'),
  on: z
    .record(z.string(), Name)
    .describe(
      'Where each answer leads; `any` takes the rest. Also an option, what she told in passing, or what else she may say. The first that fits counts, and `cancel` before all.',
    ),
  unclear: unclear.describe('What happens when an answer is not understood.'),
  silence: Silence.describe(
    'What happens when nobody answers: `stays_open`, a step, or up to four in their order.',
  ),
  takes_unsure: z
    .boolean()
    .default(false)
    .describe('Takes an unsure answer as it is: this question is itself the asking back.'),
});

export type AskNode = z.output<typeof AskNode>;

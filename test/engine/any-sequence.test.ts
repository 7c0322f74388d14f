import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '#content';
import {
  advance,
  type Facts,
  type Flow,
  HOST_STEPS,
  type Input,
  newConversation,
  STEP_LIMIT,
} from '#engine';
import type { Intent, Understood } from '#understanding';

const { flows } = loadContent({ flowsDir: 'flows', localesDir: 'locales' });

const INTENTS: Intent[] = [
  'yes',
  'no',
  'maybe',
  'late',
  'cancel',
  'party_size',
  'question',
  'childcare',
  'opt_out',
  'opt_in',
  'help',
  'language_switch',
  'wrong_number',
  'thanks',
  'other',
];
const word = fc.constantFrom(
  'yes',
  'no',
  '0',
  '2',
  '3',
  '99999',
  '',
  'zoom',
  'in_person',
  'seat',
  '8m,2',
  'x',
);
const names = fc.constantFrom(
  'party_size',
  'mode',
  'need',
  'children',
  'child_ages',
  'topic',
  'answer',
  'ask',
  'lang',
  '__proto__',
);
const heard: fc.Arbitrary<Understood> = fc.record({
  intents: fc.subarray(INTENTS, { maxLength: 4 }),
  facts: fc.dictionary(names, word, { maxKeys: 4 }),
  language: fc.constantFrom('es', 'en', 'und'),
  certainty: fc.constantFrom('sure', 'soft'),
  confirmNeeded: fc.boolean(),
});
const told: fc.Arbitrary<Facts> = fc.dictionary(
  fc.constantFrom(
    'first',
    'seat',
    'zoom_offered',
    'childcare_offered',
    'answered',
    'party_size',
    'mode',
  ),
  fc.oneof(fc.boolean(), fc.nat(30), fc.constantFrom('zoom', 'in_person', 'other')),
);
const late = fc.integer({ min: -2, max: 1 });

/** What may come, in the terms of wherever the conversation then stands. */
type Coming =
  | { kind: 'start'; facts: Facts; understood: Understood | null; entry: number }
  | { kind: 'message'; understood: Understood }
  | { kind: 'silence'; late: number }
  | { kind: 'outcome'; late: number; pick: number; facts: Facts };

const coming: fc.Arbitrary<Coming> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    facts: told,
    understood: fc.option(heard),
    entry: fc.nat(3),
  }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('message' as const), understood: heard }) },
  fc.record({ kind: fc.constant('silence' as const), late }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('outcome' as const),
      late,
      pick: fc.nat(4),
      facts: told,
    }),
  },
);

test.each(Object.values(flows))('$id: no sequence of inputs throws or runs away', (flow) => {
  const sequences = fc.array(coming, { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(sequences, (sequence) => {
      let conversation = newConversation(flow);
      for (const next of sequence) {
        const input = inputOf(flow, next, conversation.step, conversation.waits);
        const advanced = advance(flow, conversation, input);
        expect(advanced.waits).toEqual(advanced.conversation.waits);
        expect(advanced.conversation.walked).toBeLessThanOrEqual(STEP_LIMIT);
        expect(advanced.events.length).toBeLessThan(3 * STEP_LIMIT);
        const isOver = advanced.events.some(({ type }) => type === 'ended');
        expect(isOver && advanced.waits.for !== 'nothing').toBe(false);
        conversation = JSON.parse(JSON.stringify(advanced.conversation));
        expect(conversation).toEqual(advanced.conversation);
      }
    }),
    { numRuns: 300 },
  );
});

function inputOf(
  flow: Flow,
  next: Coming,
  step: number,
  waits: ReturnType<typeof newConversation>['waits'],
): Input {
  if (next.kind === 'start') {
    const node = [flow.start, ...flow.entries, 'gone'][next.entry] ?? flow.start;
    return { kind: 'start', facts: next.facts, understood: next.understood, node };
  }
  if (next.kind === 'message') return next;
  if (next.kind === 'silence') return { kind: 'silence', step: step + next.late };
  const outcomes = waits.for === 'host' ? HOST_STEPS[waits.request.step] : ['booked'];
  const outcome = outcomes[next.pick % outcomes.length]!;
  return { kind: 'outcome', step: step + next.late, outcome, facts: next.facts };
}

import fc from 'fast-check';
import { type Conversation, type Facts, type Flow, HOST_STEPS, type Input } from '#engine';
import type { Intent, Understood } from '#understanding';

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
  ...['yes', 'no', '0', '1', '2', '3', '1,3', '99999', '', 'none', 'zoom', 'in_person', 'seat'],
  ...['8m,2', 'x', 'math', 'cost', 'cost,food', '2026-12-05', 'constructor', '__proto__'],
);
const names = fc.constantFrom(
  ...['party_size', 'mode', 'need', 'children', 'child_ages', 'topic', 'answer', 'ask', 'lang'],
  ...['rating', 'slot', 'date', 'number', '__proto__', 'constructor'],
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
    ...['first', 'seat', 'zoom_offered', 'childcare_offered', 'answered', 'party_size', 'mode'],
    ...['until', 'starts', 'sites', 'recording', 'topics', 'language', 'constructor'],
  ),
  fc.oneof(
    fc.boolean(),
    fc.nat(30),
    fc.constantFrom('zoom', 'in_person', 'math,college', 'https://example.org/r', ''),
    fc.constantFrom('2026-12-05T18:00:00Z', 's1=Bolívar\ns2=2026-12-06T18:00:00Z'),
  ),
);

const late = fc.constantFrom(-2, -1, 0, 0, 0, 0, 1);

/** What may come, in the terms of wherever the conversation then stands. */
export type Coming =
  | { kind: 'start'; facts: Facts; understood: Understood | null; entry: number }
  | { kind: 'message'; understood: Understood; text: string; media: string[] }
  /** One of the options is pressed. */
  | { kind: 'button'; pick: number }
  /** The same message once more. */
  | { kind: 'duplicate' }
  | { kind: 'silence'; late: number }
  | { kind: 'again'; late: number }
  | { kind: 'time'; late: number; past: boolean }
  | { kind: 'outcome'; late: number; pick: number; facts: Facts };

const kind = <K extends string>(name: K) => fc.constant(name);

const coming: fc.Arbitrary<Coming> = fc.oneof(
  fc.record({ kind: kind('start'), facts: told, understood: fc.option(heard), entry: fc.nat(12) }),
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('message'),
      understood: heard,
      text: fc.oneof(fc.constantFrom('', 'hola', '0', 'constructor'), fc.string()),
      media: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        fc.constantFrom('audio/ogg', 'image/jpeg', 'text/vcard').map((type) => [type]),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('button'), pick: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('duplicate') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('silence'), late }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('again'), late }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('time'), late, past: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind('outcome'), late, pick: fc.nat(6), facts: told }),
  },
);

export const sequences = fc.array(coming, { minLength: 1, maxLength: 25 });

/** The input that something coming is, where the conversation stands; `count` names its message. */
export function inputOf(flow: Flow, next: Coming, at: Conversation, count: number): Input {
  const { step, waits } = at;
  switch (next.kind) {
    case 'start': {
      // Mostly where the flow begins, as a host does; sometimes at a node there is not.
      const node = [flow.start, ...flow.entries, 'gone'][next.entry] ?? flow.start;
      return { kind: 'start', facts: next.facts, understood: next.understood, node };
    }
    case 'message':
      return { ...next, id: `SM${count}` };
    case 'button': {
      const options = waits.for === 'reply' ? waits.options : [];
      const answer = options[next.pick] ?? String(next.pick + 1);
      return { kind: 'message', understood: pressed(answer, next.pick), id: `SM${count}` };
    }
    case 'duplicate':
      return { kind: 'message', understood: pressed('1', 0), id: at.heard ?? `SM${count}` };
    case 'silence':
      return { kind: 'silence', step: step + next.late };
    case 'again':
      return { kind: 'again', step: step + next.late };
    case 'time':
      return { kind: 'time', step: step + next.late, past: next.past };
    case 'outcome': {
      const outcomes = waits.for === 'host' ? HOST_STEPS[waits.request.step] : ['done', 'other'];
      const outcome = outcomes[next.pick % outcomes.length]!;
      return { kind: 'outcome', step: step + next.late, outcome, facts: next.facts };
    }
  }
}

function pressed(answer: string, pick: number): Understood {
  const number = String(pick + 1);
  return {
    intents: ['other'],
    facts: { answer, slot: number, rating: number, party_size: number },
    language: 'und',
    certainty: 'sure',
    confirmNeeded: false,
  };
}

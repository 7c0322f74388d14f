import { advance, newConversation, parseFlow } from '#engine';
import type { Understood } from '#understanding';
import { floipTurn } from './floip-turn.ts';

const unclear = (go: string) => ({ say: 'pardon', tries: 2, go });

/** Two questions with choices; their words are keys, in as many languages as there are. */
const flow = parseFlow(
  {
    flow: 'bench',
    about: 'Two questions with choices, to be measured.',
    facts: { first: 'boolean' },
    start: 'topic',
    nodes: {
      topic: {
        type: 'ask',
        text: { first: 'topic_first', otherwise: 'topic' },
        expect: 'choice',
        as: 'topic',
        options: ['reading', 'college'],
        on: { any: 'time' },
        unclear: unclear('time'),
        silence: { after: '2d', go: 'done' },
      },
      time: {
        type: 'ask',
        text: 'time',
        expect: 'choice',
        as: 'time',
        options: ['morning', 'evening'],
        on: { any: 'thanks' },
        unclear: unclear('thanks'),
        silence: { after: '2d' },
      },
      thanks: { type: 'say', text: 'thanks', go: 'done' },
      done: { type: 'end' },
    },
  },
  'bench.yaml',
);

const answered: Understood = {
  intents: ['other'],
  facts: { answer: '1' },
  language: 'es',
  certainty: 'sure',
  confirmNeeded: false,
};

const ROUNDS = 7;

/**
 * One reply, the flow already loaded: a conversation's JSON in, the next one's and the events' JSON out;
 * beside it the same with @floip/flow-runner. Gives microseconds per turn, the median of several rounds,
 * and the bytes of the conversation that is stored.
 */
export async function benchEngine(): Promise<Record<string, unknown>> {
  const started = advance(flow, newConversation(flow), {
    kind: 'start',
    facts: { first: true },
    understood: null,
  });
  const stored = JSON.stringify(started.conversation);
  const turn = () => {
    const input = { kind: 'message', understood: answered, text: '1' } as const;
    const { conversation, events } = advance(flow, JSON.parse(stored), input);
    return [JSON.stringify(conversation), JSON.stringify(events)];
  };
  const [after, events] = turn();
  if (!after?.includes('"topic":"reading"') || !events?.includes('"asked"')) {
    throw new Error('The turn that is measured did not take the answer.');
  }
  const peer = await floipTurn();
  const usPerTurn = await median(turn, 20_000);
  const floipUsPerTurn = await median(peer.turn, 500);
  const bytes = Math.max(Buffer.byteLength(stored), Buffer.byteLength(after));
  const timesFaster = round(floipUsPerTurn / usPerTurn);
  console.log(`Puente: ${round(usPerTurn)} µs per turn, a conversation of ${bytes} bytes`);
  console.log(
    `@floip/flow-runner: ${round(floipUsPerTurn)} µs per turn, a conversation of ${peer.bytes} bytes`,
  );
  console.log(`Puente is ${timesFaster} times faster.`);
  return {
    name: 'engine',
    usPerTurn: round(usPerTurn),
    bytes,
    floipUsPerTurn: round(floipUsPerTurn),
    timesFaster,
  };
}

/** Microseconds of one turn, the median of several rounds of `times` turns after a round to warm up. */
async function median(turn: () => unknown, times: number): Promise<number> {
  const rounds: number[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const begun = performance.now();
    for (let n = 0; n < times; n++) await turn();
    rounds.push(((performance.now() - begun) * 1000) / times);
  }
  return rounds.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

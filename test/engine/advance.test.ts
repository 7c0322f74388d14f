import { expect, test } from 'vitest';
import { EngineError } from '#domain';
import { advance, type Conversation, newConversation, parseFlow, STEP_LIMIT } from '#engine';
import { brief, understood } from '../support/transcript.ts';

const question = {
  type: 'ask',
  expect: 'party_size',
  unclear: { say: 'pardon', tries: 1, go: 'done' },
  silence: 'stays_open',
};

function flowOf(nodes: object, more: object = {}) {
  return parseFlow(
    { flow: 'f', about: 'A flow for a test.', start: 'one', nodes, ...more },
    'f.yaml',
  );
}

const plain = flowOf({
  one: { ...question, text: 'q', on: { any: 'book' } },
  book: { type: 'opt_out', on: { opted_out: 'done' } },
  done: { type: 'end' },
});
/** Two questions that lead to each other; known answers skip both. */
const round = flowOf({
  one: { ...question, text: 'q', on: { any: 'two' } },
  two: { ...question, text: 'q', on: { any: 'one' } },
  done: { type: 'end' },
});
const roundByHost = flowOf({
  one: { ...question, text: 'q', on: { any: 'step' } },
  step: { type: 'resume', on: { resumed: 'one' } },
  done: { type: 'end' },
});
const start = { kind: 'start', facts: {}, understood: null } as const;
const three = { kind: 'message', understood: understood({ facts: { party_size: '3' } }) } as const;

test('a question that the way comes round to is asked again, though its answer is known', () => {
  const { events, waits } = advance(round, newConversation(round), {
    ...start,
    facts: { party_size: 2 },
  });
  expect(events.map(brief)).toEqual(['asked q']);
  expect(waits.for).toBe('reply');
});

test('a question that the way comes round to through the host is asked again too', () => {
  const facts = { party_size: 2 };
  const at = advance(roundByHost, newConversation(roundByHost), { ...start, facts });
  expect(at.conversation.passed).toEqual(['one', 'step']);
  const { step } = at.conversation;
  const outcome = { kind: 'outcome', step, outcome: 'resumed', facts: {} } as const;
  const back = advance(roundByHost, at.conversation, outcome);
  expect(back.events.map(brief)).toEqual(['asked q']);
  expect(back.conversation.passed).toBeUndefined();
});

test('what was said on the way round is not said again', () => {
  const flow = flowOf({
    hello: { type: 'say', text: 'hello', go: 'one' },
    one: { ...question, text: 'q', on: { any: 'hello' } },
    done: { type: 'end' },
  });
  const begun = { ...start, node: 'hello', facts: { party_size: 2 } };
  const { events } = advance(flow, newConversation(flow), begun);
  expect(events.map(brief)).toEqual(['said hello', 'asked q']);
});

test('a way of more nodes than the limit is ended and given to a person', () => {
  const says = Array.from({ length: STEP_LIMIT }, (_, i) => [
    i === 0 ? 'one' : `say_${i}`,
    { type: 'say', text: `t_${i}`, go: i + 1 < STEP_LIMIT ? `say_${i + 1}` : 'done' },
  ]);
  const flow = flowOf({ ...Object.fromEntries(says), done: { type: 'end' } });
  const { events, waits, conversation } = advance(flow, newConversation(flow), start);
  expect(events.slice(-2).map(brief)).toEqual(['handed_off: limit', 'ended: limit']);
  expect(waits).toEqual({ for: 'nothing' });
  expect(conversation.walked).toBe(STEP_LIMIT);
});

test('a message that was taken already changes nothing', () => {
  const { conversation } = advance(plain, newConversation(plain), start);
  const unclear = { kind: 'message', understood: understood({ intents: ['other'] }) } as const;
  const first = advance(plain, conversation, { ...unclear, id: 'SM1' });
  expect(first.events.map(brief)).toEqual(['asked pardon']);
  const twice = advance(plain, first.conversation, { ...unclear, id: 'SM1' });
  expect(twice).toEqual({ conversation: first.conversation, events: [], waits: first.waits });
});

test('a conversation whose node is gone is ended and given to a person', () => {
  const waiting = { ...advance(plain, newConversation(plain), start).conversation, at: 'removed' };
  const { events, waits } = advance(plain, waiting, three);
  expect(events.map(brief)).toEqual(['handed_off: node_gone', 'ended: node_gone']);
  expect(waits).toEqual({ for: 'nothing' });
});

test('a conversation whose node has become another kind is ended and given to a person', () => {
  const waiting = { ...advance(plain, newConversation(plain), start).conversation, at: 'book' };
  expect(advance(plain, waiting, three).events.map(brief)).toEqual([
    'handed_off: node_gone',
    'ended: node_gone',
  ]);
});

test('a start at a node there is not goes to a person', () => {
  const { events } = advance(plain, newConversation(plain), { ...start, node: 'elsewhere' });
  expect(events.map(brief)).toEqual(['handed_off: node_gone', 'ended: node_gone']);
});

test('a message for which no question is open goes to a person and changes nothing', () => {
  const fresh = newConversation(plain);
  const { conversation, events } = advance(plain, fresh, three);
  expect(events.map(brief)).toEqual(['handed_off: unclear']);
  expect(conversation).toEqual(fresh);
});

test('an outcome the step does not have is a fault of the host', () => {
  const asked = advance(plain, newConversation(plain), start);
  const { conversation } = advance(plain, asked.conversation, three);
  const outcome = { kind: 'outcome', step: conversation.step, outcome: 'lost', facts: {} } as const;
  expect(() => advance(plain, conversation, outcome)).toThrow(EngineError);
});

test('the conversation given is not changed', () => {
  const { conversation } = advance(plain, newConversation(plain), start);
  const before: Conversation = JSON.parse(JSON.stringify(conversation));
  advance(plain, conversation, three);
  expect(conversation).toEqual(before);
});

test('a timer that was set before she wrote does nothing afterwards', () => {
  const timed = flowOf({
    one: { ...question, text: 'q', on: { any: 'done' }, silence: { after: '3h', go: 'done' } },
    done: { type: 'end' },
  });
  const asked = advance(timed, newConversation(timed), start);
  expect(asked.waits).toMatchObject({ silence: { afterMs: 3 * 3_600_000 } });
  const wrote = advance(timed, asked.conversation, {
    kind: 'message',
    understood: understood({ intents: ['other'] }),
  });
  const late = advance(timed, wrote.conversation, {
    kind: 'silence',
    step: asked.conversation.step,
  });
  expect(late).toEqual({ conversation: wrote.conversation, events: [], waits: wrote.waits });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentFromSources, readSources } from '#content';
import {
  advance,
  type Conversation,
  type Event,
  type Flow,
  newConversation,
  STEP_LIMIT,
} from '#engine';
import { arbitraryFlow } from './arbitrary-flow.ts';
import { type Coming, inputOf, sequences } from './arbitrary-input.ts';

const { flows } = contentFromSources(readSources({ flowsDir: 'flows', localesDir: 'locales' }));

test.each(Object.values(flows))('$id: no sequence of inputs throws or runs away', (flow) => {
  fc.assert(
    fc.property(sequences, (sequence) => playAll(flow, sequence)),
    { numRuns: 300 },
  );
});

test('whatever the flow, no sequence of inputs throws or runs away', () => {
  fc.assert(
    fc.property(arbitraryFlow, sequences, (flow, sequence) => playAll(flow, sequence)),
    { numRuns: 1500 },
  );
});

/** Plays a sequence, the conversation written to JSON and read back at every step. */
function playAll(flow: Flow, sequence: Coming[]): void {
  let conversation = newConversation(flow);
  /** What was said since something new came in: a host's outcomes only go on with it. */
  let said = new Set<string>();
  for (const [count, next] of sequence.entries()) {
    const input = inputOf(flow, next, conversation, count);
    const advanced = advance(flow, conversation, input);
    expect(advanced.waits).toEqual(advanced.conversation.waits);
    expect(advanced.conversation.walked).toBeLessThanOrEqual(STEP_LIMIT);
    if (input.kind !== 'outcome') said = new Set();
    expectNothingTwice(advanced.events, said);
    expectAnEndOrAWait(flow, advanced.conversation, advanced.events);
    const isDuplicate = input.kind === 'message' && input.id === conversation.heard;
    if (isDuplicate) expect(advanced.events).toEqual([]);
    conversation = JSON.parse(JSON.stringify(advanced.conversation));
    expect(conversation).toEqual(advanced.conversation);
  }
}

function expectNothingTwice(events: Event[], said: Set<string>): void {
  for (const event of events) {
    const what =
      event.type === 'said' || event.type === 'asked'
        ? event.text.key
        : event.type === 'topic_raised'
          ? `${events.length} ${event.topic}`
          : null;
    if (what === null) continue;
    expect(said).not.toContain(what);
    said.add(what);
  }
}

function expectAnEndOrAWait(flow: Flow, { at, waits }: Conversation, events: Event[]): void {
  const isOver = events.some(({ type }) => type === 'ended');
  if (isOver) expect({ at, waits }).toEqual({ at: null, waits: { for: 'nothing' } });
  if (waits.for !== 'nothing') expect(Object.keys(flow.nodes)).toContain(at);
  if (waits.for === 'reply' && waits.silence) expect(waits.silence.afterMs).toBeGreaterThan(0);
  if (waits.for === 'flow') expect(waits.flow).not.toBe('');
}

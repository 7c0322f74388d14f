import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  advance,
  type Event,
  type Facts,
  type Input,
  NODE_TYPES,
  newConversation,
  parseFlow,
} from '#engine';
import { brief, type Said, understood } from '../support/transcript.ts';

/** One case of `cases/<type>.yaml`: a node, what it is given, and what happens in all. */
type Case = {
  name: string;
  facts?: Record<string, unknown>;
  given?: Facts;
  understood?: Said;
  node: { type: string };
  /** Nodes it leads to: each says its own name and ends. */
  to?: string[];
  inputs?: { message?: Said; silence?: number; outcome?: string; step?: number; facts?: Facts }[];
  events: string[];
  waits?: 'reply' | 'host';
  request?: object;
};

const fileOf = (type: string) => `test/engine/cases/${type}.yaml`;

test('every node type has its cases', () => {
  const without = Object.keys(NODE_TYPES).filter((type) => !existsSync(fileOf(type)));
  expect(without).toEqual([]);
  const unknown = readdirSync('test/engine/cases').filter(
    (name) => !(name.replace('.yaml', '') in NODE_TYPES),
  );
  expect(unknown).toEqual([]);
});

describe.each(Object.keys(NODE_TYPES))('the node %s', (type) => {
  const cases = parse(readFileSync(fileOf(type), 'utf8')) as Case[];

  test.each(cases)('$name', (given) => {
    expect(given.node.type).toBe(type);
    const { events, waits } = playCase(given);
    expect(events.map(brief)).toEqual(given.events);
    expect(waits.for).toBe(given.waits ?? 'nothing');
    if (given.request) expect(waits).toEqual({ for: 'host', request: given.request });
  });
});

function playCase({ facts, given, understood: said, node, to = [], inputs = [] }: Case) {
  const ways = to.flatMap((id) => [[id, { type: 'say', text: id, go: 'over' }]]);
  const nodes = {
    it: node,
    ...Object.fromEntries(ways),
    ...(to.length && { over: { type: 'end' } }),
  };
  const frame = { flow: 'cases', about: 'One node and where it leads.', start: 'it' };
  const flow = parseFlow({ ...frame, facts: facts ?? {}, nodes }, 'case.yaml');
  const heard = said ? understood(said) : null;
  let at = advance(flow, newConversation(flow), {
    kind: 'start',
    facts: given ?? {},
    understood: heard,
  });
  const events: Event[] = [...at.events];
  for (const { message, silence, outcome, step = 0, facts: told } of inputs) {
    const now = at.conversation.step;
    const input: Input = message
      ? { kind: 'message', understood: understood(message) }
      : outcome
        ? { kind: 'outcome', step: now + step, outcome, facts: told ?? {} }
        : { kind: 'silence', step: now + (silence ?? 0) };
    at = advance(flow, JSON.parse(JSON.stringify(at.conversation)), input);
    events.push(...at.events);
  }
  return { events, waits: at.waits };
}

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
  type Waits,
} from '#engine';
import { brief, type Said, understood } from '../support/transcript.ts';

/** One case of `cases/<type>.yaml`: a node, what it is given, and what happens in all. */
type Case = {
  name: string;
  facts?: Record<string, unknown>;
  given?: Facts;
  needs?: string[];
  understood?: Said;
  node: { type: string };
  /** Nodes it leads to: each says its own name and ends. */
  to?: string[];
  inputs?: CaseInput[];
  events: string[];
  waits?: Waits['for'];
  request?: object;
  /** What it waits for, in all. */
  waiting?: { for: Waits['for'] };
};

type CaseInput = {
  message?: Said;
  text?: string;
  media?: string[];
  silence?: number;
  time?: 'come' | 'past' | 'late';
  outcome?: string;
  /** How far from the present step, for what comes late. */
  step?: number;
  facts?: Facts;
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
    expect(waits.for).toBe(given.waits ?? given.waiting?.for ?? 'nothing');
    if (given.waiting) expect(waits).toEqual(given.waiting);
    if (given.request) expect(waits).toEqual({ for: 'host', request: given.request });
  });
});

function inputOf(coming: CaseInput, now: number): Input {
  const { message, text, media, silence, time, outcome, step = 0, facts = {} } = coming;
  if (message) return { kind: 'message', understood: understood(message), text, media };
  if (outcome) return { kind: 'outcome', step: now + step, outcome, facts };
  if (time === 'late') return { kind: 'time', step: now - 1 };
  if (time) return { kind: 'time', step: now, past: time === 'past' };
  return { kind: 'silence', step: now + (silence ?? 0) };
}

function playCase({ facts, given, needs, understood: said, node, to = [], inputs = [] }: Case) {
  const ways = to.flatMap((id) => [[id, { type: 'say', text: id, go: 'over' }]]);
  const nodes = {
    it: node,
    ...Object.fromEntries(ways),
    ...(to.length && { over: { type: 'end' } }),
  };
  const frame = { flow: 'cases', about: 'One node and where it leads.', start: 'it' };
  const flow = parseFlow({ ...frame, needs: needs ?? [], facts: facts ?? {}, nodes }, 'case.yaml');
  const heard = said ? understood(said) : null;
  let at = advance(flow, newConversation(flow), {
    kind: 'start',
    facts: given ?? {},
    understood: heard,
  });
  const events: Event[] = [...at.events];
  for (const coming of inputs) {
    const input = inputOf(coming, at.conversation.step);
    at = advance(flow, JSON.parse(JSON.stringify(at.conversation)), input);
    events.push(...at.events);
  }
  return { events, waits: at.waits };
}

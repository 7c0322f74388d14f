import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContent, contentFromSources, readSources } from '#content';
import {
  advance,
  type Conversation,
  type Facts,
  type Flow,
  HOST_STEPS,
  type Input,
  inspectCalls,
  NODE_TYPES,
  newConversation,
  parseFlow,
} from '#engine';
import type { Understood } from '#understanding';
import { understood } from '../support/transcript.ts';

const readme = readFileSync('flows/README.md', 'utf8');
const shipped = readSources({ flowsDir: 'flows', localesDir: 'locales' });
const ajv = new Ajv({ strict: false });
formats.default(ajv);
const isFlow = ajv.compile(JSON.parse(readFileSync('flows/flow.schema.json', 'utf8')));

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(
    ([, text]) => text!,
  );
const [whole, ...pieces] = blocks('yaml');

/** What may be known when an example is entered. */
const KNOWN: Facts[] = [
  {},
  ...[0, 2, 5].map((childcare) => ({ childcare, language: 'es' })),
  { attendance: 'no' },
  { attendance: 'yes', party_size: 7 },
  { attendance: 'yes', party_size: 2, language: 'es' },
];

const words = (said: Partial<Understood>) => understood(said);
const REPLIES: Understood[] = [
  words({ intents: ['yes'] }),
  words({ intents: ['no'] }),
  words({ intents: ['yes', 'party_size'], facts: { party_size: '3' } }),
  ...['1', '2', 'none'].map((answer) => words({ facts: { answer } })),
  words({ intents: ['other'] }),
];

/** Everything that may come next, wherever the conversation stands. */
function inputs(flow: Flow, { waits, step }: Conversation): Input[] {
  switch (waits.for) {
    case 'reply':
      return [
        ...REPLIES.map((heard): Input => ({ kind: 'message', understood: heard, text: 'hola' })),
        ...(waits.silence ? [{ kind: 'silence', step } as const] : []),
      ];
    case 'host':
      return HOST_STEPS[waits.request.step].map((outcome) => ({
        kind: 'outcome',
        step,
        outcome,
        facts: {},
      }));
    case 'flow': {
      const node = Object.values(flow.nodes).find((one) => one.type === 'flow');
      const outcomes = node?.type === 'flow' ? Object.keys(node.on) : [];
      return outcomes.map((outcome) => ({ kind: 'outcome', step, outcome, facts: {} }));
    }
    case 'time':
      return [true, false].map((past) => ({ kind: 'time', step, past }));
    case 'nothing':
      return [];
  }
}

/** Plays whatever may come, four turns deep, and gathers all texts that are said. */
function playOn(flow: Flow, from: Conversation, input: Input, said: Set<string>, depth = 0): void {
  const { conversation, events, waits } = advance(flow, from, input);
  const kept = JSON.parse(JSON.stringify(conversation)) as Conversation;
  expect(kept).toEqual(conversation);
  for (const event of events) {
    if ('text' in event) said.add(event.text.key);
    if (event.type === 'handed_off') expect(['unclear', 'asked_for']).toContain(event.reason);
    if (event.type === 'ended') expect(['done', 'silence']).toContain(event.reason);
  }
  if (waits.for === 'nothing' || depth >= 4) return;
  for (const next of inputs(flow, kept)) playOn(flow, kept, next, said, depth + 1);
}

test('the page has an example of every node type', () => {
  const shown = pieces.flatMap((text) =>
    Object.values(parse(text) as Record<string, { type: string }>).map(({ type }) => type),
  );
  expect(Object.keys(NODE_TYPES).filter((type) => !shown.includes(type))).toEqual([]);
});

/** An example with what it leaves out: each node it leads to says its own name and ends. */
function completed(text: string): object {
  const nodes = parse(text) as Record<string, { type: string }>;
  const own = Object.keys(nodes);
  const kinds = own.map((id) => {
    const kind = NODE_TYPES[nodes[id]!.type]!;
    return kind.targets(kind.schema.parse(nodes[id]));
  });
  const others = new Set(kinds.flat().map(({ node }) => node));
  for (const id of own) others.delete(id);
  return {
    flow: 'example',
    about: 'An example of the page, with what it leaves out.',
    needs: ['workshop'],
    start: own[0],
    entries: own.slice(1),
    nodes: {
      ...nodes,
      ...Object.fromEntries([...others].map((id) => [id, { type: 'say', text: id, go: 'over' }])),
      ...(others.size > 0 && { over: { type: 'end' } }),
    },
  };
}

describe('each example of the page is sound, and every way in it can be gone', () => {
  test.each(pieces.map((text) => [text.split('\n')[0], text]))('%s', (_, text) => {
    const written = completed(text!);
    expect(isFlow(written)).toBe(true);
    const flow = parseFlow(written, 'README.md');
    const others = contentFromSources(shipped).flows;
    expect(inspectCalls({ ...others, example: flow })).toEqual([]);
    const said = new Set<string>();
    for (const node of [flow.start, ...flow.entries]) {
      for (const facts of KNOWN) {
        playOn(flow, newConversation(flow), { kind: 'start', facts, understood: null, node }, said);
      }
    }
    const led = Object.values(flow.nodes).filter(({ type }) => type === 'say');
    const wanted = led.flatMap((node) => NODE_TYPES.say!.texts(node)).map(({ key }) => key);
    expect(wanted.filter((key) => !said.has(key))).toEqual([]);
  });
});

test('the whole flow of the page, with its words, passes every check and is played to its ends', () => {
  const [es, en] = blocks('json');
  const added = [
    { path: 'flows/book_fair.yaml', text: whole! },
    { path: 'locales/es/book_fair.json', text: es! },
    { path: 'locales/en/book_fair.json', text: en! },
  ];
  expect(isFlow(parse(whole!))).toBe(true);
  const content = contentFromSources({ files: [...shipped.files, ...added] });
  expect(checkContent(content).map(({ message }) => message)).toEqual([]);
  const flow = content.flow('book_fair');
  const said = new Set<string>();
  const start: Input = { kind: 'start', facts: {}, understood: null };
  playOn(flow, newConversation(flow), start, said);
  expect([...said].sort()).toEqual([
    'lend_a_hand',
    'lend_a_hand_unclear',
    'no_thanks',
    'yes_thanks',
  ]);
});

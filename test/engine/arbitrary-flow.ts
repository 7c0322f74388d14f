import fc from 'fast-check';
import { type Flow, HOST_STEPS, parseFlow } from '#engine';

type Node = { type: string; [field: string]: unknown };

/** What a node is made of: its kind, and random numbers that pick where it leads. */
type Seed = { kind: number; picks: number[]; flag: boolean };

const seed: fc.Arbitrary<Seed> = fc.record({
  kind: fc.nat(1000),
  picks: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  flag: fc.boolean(),
});

const FACTS = {
  first: 'boolean',
  until: 'date',
  starts: 'date',
  sites: 'options',
  recording: 'text',
  topics: 'list',
} as const;

/** A way from a node: `later` for those that must not lead back, so that no way goes round unasked. */
type Ways = { id: string; later: (pick: number) => string; any: (pick: number) => string };

type Make = (ways: Ways, seed: Seed) => Node;

const unclear = (ways: Ways, { picks }: Seed) => ({
  say: `${ways.id}_unclear`,
  tries: 1 + (picks[7]! % 3),
  go: ways.any(picks[6]!),
});

const silence = (ways: Ways, { picks, flag }: Seed) => {
  const last = { after: '1d', ...(flag && { go: ways.any(picks[5]!) }) };
  return [
    'stays_open',
    last,
    [{ after: '2h', say: `${ways.id}_nudge` }, last],
    [{ after: '2h', say: `${ways.id}_nudge` }, { after: '3h', say: `${ways.id}_nudge2` }, last],
  ][picks[4]! % 4];
};

const asks =
  (expect: string, more: object, on: (ways: Ways, picks: number[]) => object): Make =>
  (ways, given) => ({
    type: 'ask',
    text: ways.id,
    expect,
    ...more,
    on: on(ways, given.picks),
    unclear: unclear(ways, given),
    silence: silence(ways, given),
    takes_unsure: given.flag,
  });

const any = (ways: Ways, [pick]: number[]) => ({ any: ways.any(pick!) });

const QUESTIONS: Make[] = [
  asks('attendance', { options: ['yes', 'no', 'maybe'], fills: ['party_size'] }, (ways, picks) => ({
    yes: ways.any(picks[0]!),
    no: ways.any(picks[1]!),
    maybe: ways.any(picks[2]!),
    cancel: ways.any(picks[3]!),
  })),
  asks('party_size', {}, any),
  asks('language', {}, any),
  asks('childcare', { fills: ['mode'] }, (ways, picks) => ({
    any: ways.any(picks[0]!),
    mode: ways.any(picks[1]!),
    question: ways.any(picks[2]!),
  })),
  asks('choice', { as: 'chosen', options: ['bolivar', 'lincoln'] }, (ways, picks) => ({
    bolivar: ways.any(picks[0]!),
    lincoln: ways.any(picks[1]!),
  })),
  asks('choice', { as: 'site', options: { from: 'sites' } }, any),
  asks('choices', { as: 'topics', options: ['reading', 'math', 'college'] }, (ways, picks) => ({
    any: ways.any(picks[0]!),
    none: ways.any(picks[1]!),
  })),
  asks('number', { as: 'hours', min: 1, max: 12 }, (ways, picks) => ({
    '1-4': ways.any(picks[0]!),
    '5-': ways.any(picks[1]!),
  })),
  asks('rating', { as: 'liked' }, any),
  asks('date', { as: 'until' }, any),
  asks('time_slot', { as: 'slot', options: { times: { a: 'tue 17:30', b: 'sat 10:00' } } }, any),
  asks('time_slot', { as: 'visit', options: { from: 'sites' } }, any),
  asks('open', { as: 'need' }, (ways, picks) => ({
    any: ways.any(picks[0]!),
    media: ways.any(picks[1]!),
  })),
  asks('media', { as: 'sent' }, any),
];

const OTHERS: Make[] = [
  (ways, { picks }) => ({ type: 'say', text: ways.id, go: ways.later(picks[0]!) }),
  (ways, { picks, flag }) => ({
    type: 'send',
    text: ways.id,
    link: flag ? 'recording' : 'https://example.org',
    go: ways.later(picks[0]!),
    unset: ways.later(picks[1]!),
  }),
  (ways, { picks }) => ({
    type: 'branch',
    fact: 'party_size',
    on: {
      zero: ways.later(picks[0]!),
      '1-3': ways.later(picks[1]!),
      otherwise: ways.later(picks[2]!),
    },
  }),
  (ways, { picks }) => ({
    type: 'branch',
    when: [
      { fact: 'topics', has: 'math', go: ways.later(picks[0]!) },
      { fact: 'until', before: 'starts', go: ways.later(picks[1]!) },
      { fact: 'mode', one_of: ['zoom', 'in_person'], go: ways.later(picks[2]!) },
      { fact: 'first', set: true, go: ways.later(picks[3]!) },
    ],
    otherwise: ways.later(picks[4]!),
  }),
  (ways, { picks, flag }) => ({
    type: 'set',
    ...(flag ? { field: 'language', from: 'language' } : { tag: 'volunteer' }),
    go: ways.later(picks[0]!),
  }),
  (ways, { picks }) => ({ type: 'answer', topics: ['cost', 'food'], go: ways.later(picks[0]!) }),
  (ways, { picks, flag }) => ({
    type: 'hand_off',
    reason: 'unclear',
    ...(flag && { go: ways.later(picks[0]!) }),
  }),
  (ways, { picks }) => ({
    type: 'wait',
    until: 'until',
    go: ways.later(picks[0]!),
    unset: ways.later(picks[1]!),
    past: ways.later(picks[2]!),
  }),
  (ways, { picks }) => ({ type: 'wait', until: 'workshop_eve 18:00', go: ways.later(picks[0]!) }),
  (ways, { picks }) => ({
    type: 'flow',
    flow: 'other',
    pass: ['first'],
    returns: ['topics'],
    on: { done: ways.later(picks[0]!), expired: ways.later(picks[1]!) },
  }),
  (ways, { picks }) => {
    const steps = Object.keys(HOST_STEPS) as (keyof typeof HOST_STEPS)[];
    const type = steps[picks[7]! % steps.length]!;
    const outcomes = HOST_STEPS[type].map((name, i) => [name, ways.later(picks[i]!)]);
    const about: Record<string, object> = {
      record_answer: { question: 'topics', fact: 'topics' },
      subscribe: { fact: 'topics' },
      unsubscribe: { topic: 'math' },
    };
    return { type, ...about[type], on: Object.fromEntries(outcomes) };
  },
];

/**
 * A sound flow of two to fourteen nodes of any kinds, in which only questions lead back. Each text is said
 * by one node alone.
 */
export const arbitrarySource: fc.Arbitrary<object> = fc
  .array(seed, { minLength: 1, maxLength: 13 })
  .map((seeds) => {
    const ids = [...seeds.map((_, i) => `n${i}`), 'over'];
    const nodes = Object.fromEntries(seeds.map((given, i) => [ids[i], nodeOf(ids, i, given)]));
    const all: Record<string, Node> = { ...nodes, over: { type: 'end', outcome: 'told' } };
    const frame = { flow: 'f', about: 'A flow made at random.', needs: ['workshop'], start: 'n0' };
    return { ...frame, facts: FACTS, nodes: reachable(all) };
  });

/** Such a flow, read and found sound. */
export const arbitraryFlow: fc.Arbitrary<Flow> = arbitrarySource.map((source) =>
  parseFlow(source, 'flows/f.yaml'),
);

function nodeOf(ids: string[], at: number, given: Seed): Node {
  const ways: Ways = {
    id: ids[at]!,
    later: (pick) => ids[at + 1 + (pick % (ids.length - at - 1))]!,
    any: (pick) => ids[pick % ids.length]!,
  };
  const makers = given.kind % 2 === 0 ? QUESTIONS : OTHERS;
  return makers[Math.floor(given.kind / 2) % makers.length]!(ways, given);
}

function reachable(nodes: Record<string, Node>): Record<string, Node> {
  const kept = new Set<string>();
  const open = ['n0'];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    // Every name of a node that stands anywhere in it is a way.
    open.push(...(JSON.stringify(nodes[id]).match(/(?<=:")(n\d+|over)(?=")/g) ?? []));
  }
  return Object.fromEntries(Object.entries(nodes).filter(([id]) => kept.has(id)));
}

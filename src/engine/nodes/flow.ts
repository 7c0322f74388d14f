import { z } from 'zod';
import { Name } from '../fact-types.ts';
import { Value } from '../fields.ts';
import type { NodeType } from '../node-type.ts';
import type { Facts } from '../types.ts';
import { setFact } from '../walk.ts';

const schema = z.strictObject({
  type: z.literal('flow'),
  flow: Name.describe('The flow to begin.'),
  pass: z.array(Name).default([]).describe('Facts it is told, as they are known here.'),
  with: z.record(Name, Value).default({}).describe('Facts it is told besides: `{ first: false }`.'),
  returns: z.array(Name).default([]).describe('Facts of its that are known here afterwards.'),
  on: z
    .record(Name, Name)
    .describe(
      'Where each outcome of its ends leads; `done` where an end names none, `expired` where nobody answered.',
    ),
});

export type CallNode = z.output<typeof schema>;

/** Begins another flow and goes on by how that one ended. */
export const flow: NodeType<CallNode> = {
  about: 'Begins another flow and goes on by how that one ended.',
  example: `survey:
  type: flow
  flow: needs_survey
  with: { first: false }
  on: { done: thanks, unanswered: done, expired: done }`,
  schema: schema as unknown as z.ZodType<CallNode>,
  enter: (node, walk) => ({
    wait: {
      for: 'flow',
      flow: node.flow,
      facts: { ...known(node.pass, walk.facts), ...node.with },
    },
  }),
  take(node, walk, { outcome, facts }) {
    for (const [name, value] of Object.entries(known(node.returns, facts))) {
      setFact(walk, name, value);
    }
    return { go: (Object.hasOwn(node.on, outcome) ? node.on[outcome] : node.on.expired)! };
  },
  targets: (node) => Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
  texts: () => [],
  inspect(node, facts) {
    const undeclared = [
      ...node.pass.map((name, i) => ({ path: `pass.${i}`, name })),
      ...node.returns.map((name, i) => ({ path: `returns.${i}`, name })),
    ].filter(({ name }) => !facts[name]);
    const found = undeclared.map(({ path, name }) => ({
      path,
      message: `declare \`${name}\` under \`facts\``,
    }));
    return node.on.expired === undefined
      ? [...found, { path: 'on', message: 'say where `expired` goes, when nobody answers' }]
      : found;
  },
};

/** Those of the named facts that are known. */
function known(names: readonly string[], facts: Facts): Facts {
  const found = names.flatMap((name) => {
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

import { z } from 'zod';
import { Case, holds, inspectCase } from '../cases.ts';
import { type FactTypes, isRoute, Name, routeOf, routesOf } from '../fact-types.ts';
import type { Finding, NodeType } from '../node-type.ts';
import { uncovered } from '../number-ranges.ts';

const schema = z.strictObject({
  type: z.literal('branch'),
  fact: Name.optional().describe('The fact that decides.'),
  on: z
    .record(z.string(), Name)
    .optional()
    .describe(
      'Where each value leads: its name; `true` or `false`; `zero`, `some`, `1-3` or `4-` for a number; `set` for a text, list or date; `unset` where it is not known; `otherwise` for the rest.',
    ),
  when: z
    .array(Case)
    .min(1)
    .optional()
    .describe(
      'Instead of `fact` and `on`: conditions, the first that holds decides. Each asks one thing of one fact.',
    ),
  otherwise: Name.optional().describe('The node that comes next where none of `when` holds.'),
});

type BranchNode = z.infer<typeof schema>;

/** Takes the way the facts say. There is no expression language: a fact, typed, and what it must be. */
export const branch: NodeType<BranchNode> = {
  about: 'Takes the way the facts say, without a word.',
  example: `care: { type: branch, fact: childcare, on: { zero: done, 1-3: book, 4-: person, unset: ask_care } }
big_family:
  type: branch
  when:
    - { fact: attendance, one_of: [no, maybe], go: sorry }
    - { fact: party_size, from: 5, go: person }
    - { fact: language, set: false, go: ask_language }
  otherwise: book`,
  schema,
  enter(node, walk) {
    if (node.when) {
      return { go: node.when.find((one) => holds(one, walk.facts))?.go ?? node.otherwise! };
    }
    const on = node.on!;
    const route = routeOf(walk.facts[node.fact!], Object.keys(on));
    // Without `otherwise` every value has a route (see inspect), unless a host gave a fact of another type.
    return { go: (route && on[route]) ?? on.otherwise ?? Object.values(on)[0]! };
  },
  targets: (node) => [
    ...Object.entries(node.on ?? {}).map(([on, to]) => ({ path: `on.${on}`, node: to })),
    ...(node.when ?? []).map(({ go }, i) => ({ path: `when.${i}.go`, node: go })),
    ...(node.otherwise === undefined ? [] : [{ path: 'otherwise', node: node.otherwise }]),
  ],
  texts: () => [],
  inspect(node, facts) {
    const { fact, on, when, otherwise } = node;
    if (when && otherwise !== undefined && !fact && !on) {
      return when.flatMap((one, i) =>
        inspectCase(one, facts).map(({ path, message }) => ({
          path: `when.${i}${path && `.${path}`}`,
          message,
        })),
      );
    }
    if (fact !== undefined && on && !when && otherwise === undefined) {
      return inspectOn(fact, on, facts);
    }
    return [{ path: '', message: 'give `fact` and `on`, or else `when` and `otherwise`' }];
  },
};

function inspectOn(fact: string, on: Record<string, string>, facts: FactTypes): Finding[] {
  const type = facts[fact];
  if (!type) return [{ path: 'fact', message: `declare \`${fact}\` under \`facts\`` }];
  const ways = Object.keys(on);
  const unknown = ways.filter((way) => way !== 'otherwise' && !isRoute(way, type));
  return [
    ...unknown.map((way) => ({
      path: `on.${way}`,
      message: `\`${fact}\` is never \`${way}\`; it may be ${routesOf(type).join(', ')}`,
    })),
    ...missingRoutes(type, on).map((route) => ({
      path: 'on',
      message: `say where \`${route}\` goes, or add \`otherwise\``,
    })),
  ];
}

function missingRoutes(type: FactTypes[string], on: Record<string, string>): string[] {
  if (on.otherwise !== undefined) return [];
  const missing = routesOf(type).filter((route) => on[route] === undefined);
  if (type !== 'number') return missing;
  const zero = on.zero === undefined ? [] : ['0'];
  const some = on.some === undefined ? [] : ['1-'];
  const gap = uncovered([...Object.keys(on), ...zero, ...some], 0, Infinity);
  const isRanged = Object.keys(on).some((way) => /^\d/.test(way));
  if (!isRanged) return missing;
  return [...(gap === null ? [] : [gap]), ...missing.filter((route) => route === 'unset')];
}

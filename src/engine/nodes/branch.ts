import { z } from 'zod';
import { Name, routeOf, routesOf } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';

const schema = z.strictObject({
  type: z.literal('branch'),
  fact: Name,
  /** By the fact's value; `otherwise` for those not named. */
  on: z.record(z.string(), Name),
});

/** Takes the way a fact's value says. There is no expression language: one fact, typed, a branch. */
export const branch: NodeType<z.infer<typeof schema>> = {
  schema,
  enter(node, walk) {
    const route = routeOf(walk.facts[node.fact]).find((name) => Object.hasOwn(node.on, name));
    // Without `otherwise` every value has a route (see inspect), unless a host gave a fact of another type.
    return { go: (route && node.on[route]) ?? node.on.otherwise ?? Object.values(node.on)[0]! };
  },
  targets: (node) => Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
  texts: () => [],
  inspect(node, facts) {
    const type = facts[node.fact];
    if (!type) return [{ path: 'fact', message: `declare \`${node.fact}\` under \`facts\`` }];
    const routes = routesOf(type);
    const unknown = Object.keys(node.on).filter((on) => on !== 'otherwise' && !routes.includes(on));
    const missing = node.on.otherwise ? [] : routes.filter((route) => !node.on[route]);
    return [
      ...unknown.map((on) => ({
        path: `on.${on}`,
        message: `\`${node.fact}\` is never \`${on}\`; it may be ${routes.join(', ')}`,
      })),
      ...missing.map((route) => ({
        path: 'on',
        message: `say where \`${route}\` goes, or add \`otherwise\``,
      })),
    ];
  },
};

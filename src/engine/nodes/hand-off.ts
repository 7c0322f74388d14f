import { z } from 'zod';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';

const schema = z.strictObject({
  type: z.literal('hand_off'),
  reason: z.enum(['unclear', 'asked_for']),
  /** Where to go on; without it the conversation ends here. */
  go: Name.optional(),
});

/** Hands over to a person. The host tells the family so, in words common to all flows. */
export const handOff: NodeType<z.infer<typeof schema>> = {
  schema,
  enter(node, walk) {
    walk.events.push({ type: 'handed_off', reason: node.reason });
    return node.go === undefined ? { end: 'done' } : { go: node.go };
  },
  targets: (node) => (node.go === undefined ? [] : [{ path: 'go', node: node.go }]),
  texts: () => [],
  inspect: () => [],
};

import { z } from 'zod';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';

const schema = z.strictObject({
  type: z.literal('hand_off'),
  reason: z
    .enum(['unclear', 'asked_for'])
    .describe('Why: `unclear`, she was not understood; `asked_for`, she or the flow wishes it.'),
  go: Name.optional().describe('The node that comes next; without it the conversation ends here.'),
});

/** Hands over to a person. The host tells the family so, in words common to all flows. */
export const handOff: NodeType<z.infer<typeof schema>> = {
  about: 'Hands over to a person, and tells her so in words common to all flows.',
  example: 'person: { type: hand_off, reason: unclear }',
  schema,
  enter(node, walk) {
    walk.events.push({ type: 'handed_off', reason: node.reason });
    return node.go === undefined ? { end: 'done' } : { go: node.go };
  },
  targets: (node) => (node.go === undefined ? [] : [{ path: 'go', node: node.go }]),
  texts: () => [],
  inspect: () => [],
};

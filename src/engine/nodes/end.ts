import { z } from 'zod';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';

/** How a flow ends where it does not say: the only outcome most have. */
export const DONE = 'done';

const schema = z.strictObject({
  type: z.literal('end'),
  outcome: Name.default(DONE).describe(
    'How it ended, for a flow that began this one; without it `done`.',
  ),
});

/** Ends the conversation. */
export const end: NodeType<z.output<typeof schema>> = {
  about: 'Ends the conversation.',
  example: 'joined: { type: end, outcome: joined }',
  schema: schema as unknown as z.ZodType<z.output<typeof schema>>,
  enter: ({ outcome }) => ({ end: 'done', outcome }),
  targets: () => [],
  texts: () => [],
  inspect: ({ outcome }) =>
    outcome === 'expired'
      ? [{ path: 'outcome', message: 'this is how a flow ends that nobody answered: name another' }]
      : [],
};

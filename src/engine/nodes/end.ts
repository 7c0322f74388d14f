import { z } from 'zod';
import type { NodeType } from '../node-type.ts';

const schema = z.strictObject({ type: z.literal('end') });

/** Ends the conversation. */
export const end: NodeType<z.infer<typeof schema>> = {
  schema,
  enter: () => ({ end: 'done' }),
  targets: () => [],
  texts: () => [],
  inspect: () => [],
};

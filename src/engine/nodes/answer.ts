import { z } from 'zod';
import { Name } from '../fact-types.ts';
import { Go } from '../fields.ts';
import type { NodeType } from '../node-type.ts';
import { raiseTopics } from '../walk.ts';

const schema = z.strictObject({
  type: z.literal('answer'),
  topics: z
    .array(Name)
    .min(1)
    .describe('Topics the program answers by itself from what it knows of the workshop.'),
  go: Go,
});

/** Answers topics she did not ask about in so many words, after those she did. */
export const answer: NodeType<z.infer<typeof schema>> = {
  about: 'Answers topics she did not ask in so many words.',
  example: 'parking: { type: answer, topics: [parking, when], go: done }',
  schema,
  enter(node, walk) {
    walk.topics = [...new Set([...walk.topics, ...node.topics])];
    raiseTopics(walk);
    return { go: node.go };
  },
  targets: (node) => [{ path: 'go', node: node.go }],
  texts: () => [],
  inspect: () => [],
};

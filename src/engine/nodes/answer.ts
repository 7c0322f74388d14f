import { z } from 'zod';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';
import { raiseTopics } from '../walk.ts';

const schema = z.strictObject({
  type: z.literal('answer'),
  topics: z.array(Name).min(1),
  go: Name,
});

/** Answers topics she did not ask about in so many words, after those she did. */
export const answer: NodeType<z.infer<typeof schema>> = {
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

import { z } from 'zod';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';
import { chooseText, inspectText, TextChoice, textUses } from '../text-choice.ts';

const schema = z.strictObject({
  type: z.literal('say'),
  text: TextChoice,
  /** The number fact the text's plural forms follow. */
  count: Name.optional(),
  go: Name,
});

/** Says a text and goes on. */
export const say: NodeType<z.infer<typeof schema>> = {
  schema,
  enter(node, walk) {
    walk.events.push({ type: 'said', text: chooseText(node.text, walk.facts, node.count) });
    return { go: node.go };
  },
  targets: (node) => [{ path: 'go', node: node.go }],
  texts: (node) => textUses(node.text, 'text', node.count !== undefined),
  inspect: (node, facts) => inspectText(node.text, facts, node.count),
};

import { z } from 'zod';
import { Count, Go } from '../fields.ts';
import type { NodeType } from '../node-type.ts';
import { chooseText, inspectText, TextChoice, textUses } from '../text-choice.ts';

const schema = z.strictObject({
  type: z.literal('say'),
  text: TextChoice.describe(
    'What is said, by its key in `locales/`; or by a true-or-false fact: `{ first: hello, otherwise: again }`.',
  ),
  count: Count.optional(),
  go: Go,
});

/** Says a text and goes on. */
export const say: NodeType<z.infer<typeof schema>> = {
  about: 'Says a text and goes on.',
  example: 'booked: { type: say, text: booked, count: party_size, go: done }',
  schema,
  enter(node, walk) {
    walk.events.push({ type: 'said', text: chooseText(node.text, walk.facts, node.count) });
    return { go: node.go };
  },
  targets: (node) => [{ path: 'go', node: node.go }],
  texts: (node) => textUses(node.text, 'text', node.count !== undefined),
  inspect: (node, facts) => inspectText(node.text, facts, node.count),
};

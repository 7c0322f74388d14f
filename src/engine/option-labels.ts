import type { Flow } from './flow.ts';
import { labelsOf } from './options.ts';
import { plainKey } from './text-choice.ts';
import type { Conversation, Label } from './types.ts';

/**
 * How the options of the question a conversation waits at are called, one each, whether or not its text
 * lists them by itself; none where it waits at no question, or at one without options.
 */
export function optionLabels(
  flow: Flow,
  { at, facts }: Pick<Conversation, 'at' | 'facts'>,
): Label[] {
  const node = at === null ? undefined : flow.nodes[at];
  return node?.type === 'ask' ? labelsOf(node.options, plainKey(node.text), facts) : [];
}

import { beginWalk, listen } from './begin-walk.ts';
import type { Flow } from './flow.ts';
import { leadsTo } from './hear.ts';
import type { Conversation, Input } from './types.ts';

/**
 * Whether a message is an answer to the open question, rather than a question of hers or something not
 * understood. Changes nothing.
 */
export function isAnswer(
  flow: Flow,
  conversation: Conversation,
  input: Input & { kind: 'message' },
): boolean {
  const { waits, at } = conversation;
  const node = at !== null && Object.hasOwn(flow.nodes, at) ? flow.nodes[at] : undefined;
  if (waits.for !== 'reply' || node?.type !== 'ask') return false;
  const { understood, text = '', media = [] } = input;
  const walk = beginWalk(conversation, input);
  listen(walk, input);
  return leadsTo(node, walk, { understood, text, media }) !== null;
}

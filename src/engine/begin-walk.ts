import { readTopics } from './reading.ts';
import type { Conversation, Input } from './types.ts';
import type { Walk } from './walk.ts';

/** What an input's way through a flow starts with: where the conversation stands, and nothing done yet. */
export function beginWalk(conversation: Conversation, input: Input): Walk {
  const { facts, topics, tries, nudged = 0, passed = [], at } = conversation;
  const begun = at === null || input.kind === 'start' ? [] : [at];
  return {
    facts: { ...facts },
    events: [],
    topics: [...topics],
    reply: null,
    tries,
    nudged,
    passed: new Set(isOnward(input) ? passed : begun),
  };
}

/** Notes the topics a message raises. */
export function listen(walk: Walk, { understood }: Input & { kind: 'start' | 'message' }): void {
  if (understood) walk.topics = [...new Set([...walk.topics, ...readTopics(understood)])];
}

/** Whether it goes on with what an earlier input began, rather than being something new of hers. */
export function isOnward(input: Input): boolean {
  return input.kind === 'outcome';
}

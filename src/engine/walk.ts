import type { Heard } from './kinds-of-answer.ts';
import type { Event, Facts, FactValue, Waits } from './types.ts';

/** What one input does to a conversation, gathered while nodes are walked. Lives for one `advance`. */
export type Walk = {
  facts: Facts;
  events: Event[];
  topics: string[];
  /** A message no question has taken yet: one that came without an open question. */
  reply: Heard | null;
  tries: number;
  /** How often silence has made the open question be asked again. */
  nudged: number;
  /** Nodes entered for the same message. */
  passed: Set<string>;
};

/** Where a node sends the walk: on to another node, to a halt that waits, or to its end. */
export type Move = { go: string } | { wait: Waits } | { end: 'done' | 'silence'; outcome?: string };

/** Sets a fact and tells of it, unless it already has that value. */
export function setFact(walk: Walk, name: string, value: FactValue): void {
  if (Object.hasOwn(walk.facts, name) && walk.facts[name] === value) return;
  walk.facts[name] = value;
  walk.events.push({ type: 'fact_set', name, value });
}

/** Passes on the topics she raised; called before a question is asked and before the walk ends. */
export function raiseTopics(walk: Walk): void {
  for (const topic of walk.topics) {
    const raised = walk.events.some(
      (event) => event.type === 'topic_raised' && event.topic === topic,
    );
    if (!raised) walk.events.push({ type: 'topic_raised', topic });
  }
  walk.topics = [];
}

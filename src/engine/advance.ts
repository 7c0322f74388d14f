import type { Understood } from '#understanding';
import type { Flow } from './flow.ts';
import { kindOf } from './nodes/index.ts';
import { readTopics } from './reading.ts';
import type { Advanced, Conversation, Input, Waits } from './types.ts';
import { type Move, raiseTopics, setFact, type Walk } from './walk.ts';

/** How many nodes may be entered for one thing she says, host outcomes included. */
export const STEP_LIMIT = 100;

/** A conversation that has not begun. */
export function newConversation(flow: Flow): Conversation {
  return {
    flow: flow.id,
    version: flow.version,
    at: null,
    waits: { for: 'nothing' },
    facts: {},
    tries: 0,
    step: 0,
    topics: [],
    walked: 0,
  };
}

/**
 * One input's way through a flow: where the conversation then stands, what happened, and what it waits
 * for. Pure: the conversation given is not changed. A timer or outcome of an earlier step changes nothing;
 * a message for which no question is open goes to a person. Throws an EngineError only for an outcome the
 * step does not have.
 */
export function advance(flow: Flow, conversation: Conversation, input: Input): Advanced {
  const { waits } = conversation;
  if (isLate(conversation, input)) return { conversation, events: [], waits };
  if (input.kind === 'message' && waits.for !== 'reply') {
    return { conversation, events: [{ type: 'handed_off', reason: 'unclear' }], waits };
  }
  const walk: Walk = {
    facts: { ...conversation.facts },
    events: [],
    topics: [...conversation.topics],
    reply: null,
    tries: conversation.tries,
  };
  const at = input.kind === 'start' ? (input.node ?? flow.start) : conversation.at;
  const from = { ...conversation, at, walked: input.kind === 'outcome' ? conversation.walked : 0 };
  const first = at !== null && Object.hasOwn(flow.nodes, at) ? begin(flow, at, walk, input) : null;
  return first ? follow(flow, from, walk, first) : lost(from, walk);
}

/** Whether an input belongs to a moment that is past. */
function isLate({ waits, step }: Conversation, input: Input): boolean {
  if (input.kind === 'silence') {
    return waits.for !== 'reply' || waits.silence === null || input.step !== step;
  }
  return input.kind === 'outcome' && (waits.for !== 'host' || input.step !== step);
}

/** What the input means to the node where the conversation stands; null if that is no longer its kind. */
function begin(flow: Flow, at: string, walk: Walk, input: Input): Move | null {
  const node = flow.nodes[at]!;
  const kind = kindOf(node);
  switch (input.kind) {
    case 'start':
      Object.assign(walk.facts, input.facts);
      if (input.understood) listen(walk, input.understood);
      walk.reply = input.understood;
      return { go: at };
    case 'message':
      listen(walk, input.understood);
      return kind.hear?.(node, walk, input.understood) ?? null;
    case 'silence':
      return kind.lapse?.(node) ?? null;
    case 'outcome':
      for (const [name, value] of Object.entries(input.facts)) setFact(walk, name, value);
      return kind.take?.(node, input.outcome) ?? null;
  }
}

function listen(walk: Walk, understood: Understood): void {
  walk.topics = [...new Set([...walk.topics, ...readTopics(understood)])];
}

/** Walks from node to node until one waits or the flow ends. */
function follow(flow: Flow, from: Conversation, walk: Walk, first: Move): Advanced {
  let { at, walked } = from;
  let move = first;
  while ('go' in move) {
    if (walked >= STEP_LIMIT) return limit({ ...from, at, walked }, walk);
    at = move.go;
    walked += 1;
    const node = flow.nodes[at]!;
    move = kindOf(node).enter(node, walk);
  }
  if ('wait' in move) return halt({ ...from, at, walked }, walk, move.wait);
  return ended({ ...from, walked }, walk, move.end);
}

function limit(from: Conversation, walk: Walk): Advanced {
  walk.events.push({ type: 'handed_off', reason: 'limit' });
  return ended(from, walk, 'limit');
}

/** The node a conversation waited at is gone from its flow, or the one it was to start at never was. */
function lost(from: Conversation, walk: Walk): Advanced {
  walk.events.push({ type: 'handed_off', reason: 'node_gone' });
  return ended(from, walk, 'node_gone');
}

function ended(
  from: Conversation,
  walk: Walk,
  reason: 'done' | 'silence' | 'limit' | 'node_gone',
): Advanced {
  raiseTopics(walk);
  walk.events.push({ type: 'ended', reason });
  return halt({ ...from, at: null }, walk, { for: 'nothing' });
}

function halt(from: Conversation, walk: Walk, waits: Waits): Advanced {
  const { facts, tries, topics, events } = walk;
  const conversation = { ...from, waits, facts, tries, topics, step: from.step + 1 };
  return { conversation, events, waits };
}

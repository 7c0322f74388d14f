import { beginWalk, isOnward, listen } from './begin-walk.ts';
import type { Flow } from './flow.ts';
import { kindOf } from './nodes/index.ts';
import type { Advanced, Conversation, EndReason, Event, Input, Waits } from './types.ts';
import { type Move, raiseTopics, type Walk } from './walk.ts';

/** How many nodes may be entered for one thing she says, host outcomes included. */
export const STEP_LIMIT = 100;

/** What a flow that began another is told where that one did not come to an end of its own. */
export const EXPIRED = 'expired';

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
 * for. Pure: the conversation given is not changed. A timer or outcome of an earlier step changes nothing,
 * nor does a message that was taken already; a message for which no question is open goes to a person.
 * Throws an EngineError only for an outcome the step does not have.
 */
export function advance(flow: Flow, conversation: Conversation, input: Input): Advanced {
  const { waits } = conversation;
  if (isLate(conversation, input)) return { conversation, events: [], waits };
  if (input.kind === 'message' && waits.for !== 'reply') return unasked(conversation, input);
  const walk = beginWalk(conversation, input);
  const at = input.kind === 'start' ? (input.node ?? flow.start) : conversation.at;
  const walked = isOnward(input) ? conversation.walked : 0;
  const from = { ...conversation, at, walked, ...(isNamed(input) && { heard: input.id }) };
  const first = at !== null && Object.hasOwn(flow.nodes, at) ? begin(flow, at, walk, input) : null;
  return first ? follow(flow, from, walk, first) : lost(from, walk);
}

/** Whether an input belongs to a moment that is past. */
function isLate({ waits, step, heard }: Conversation, input: Input): boolean {
  switch (input.kind) {
    case 'start':
      return false;
    case 'message':
      return input.id !== undefined && input.id === heard;
    case 'silence':
      return waits.for !== 'reply' || waits.silence === null || input.step !== step;
    case 'again':
      return waits.for !== 'reply' || input.step !== step;
    case 'outcome':
      return (waits.for !== 'host' && waits.for !== 'flow') || input.step !== step;
    case 'time':
      return waits.for !== 'time' || input.step !== step;
  }
}

function isNamed(input: Input): input is Input & { kind: 'message'; id: string } {
  return input.kind === 'message' && input.id !== undefined;
}

/** A message while nothing is asked is for a person; a voice note too, which is told as one. */
function unasked(
  conversation: Conversation,
  { media = [], id }: Input & { kind: 'message' },
): Advanced {
  const events: Event[] =
    media.length > 0
      ? [{ type: 'media_received', media: [...media] }]
      : [{ type: 'handed_off', reason: 'unclear' }];
  const next = id === undefined ? conversation : { ...conversation, heard: id };
  return { conversation: next, events, waits: conversation.waits };
}

/** What the input means to the node where the conversation stands; null if that is no longer its kind. */
function begin(flow: Flow, at: string, walk: Walk, input: Input): Move | null {
  const node = flow.nodes[at]!;
  const kind = kindOf(node);
  switch (input.kind) {
    case 'start': {
      const { facts, understood } = input;
      Object.assign(walk.facts, facts);
      if (understood) {
        listen(walk, input);
        walk.reply = { understood, text: '', media: [] };
      }
      return { go: at };
    }
    case 'message': {
      const { understood, text = '', media = [] } = input;
      listen(walk, input);
      return kind.hear?.(node, walk, { understood, text, media }) ?? null;
    }
    case 'silence':
      return kind.lapse?.(node, walk) ?? null;
    case 'again':
      return kind.askAgain?.(node, walk) ?? null;
    case 'outcome':
      return kind.take?.(node, walk, input) ?? null;
    case 'time':
      return kind.wake?.(node, input.past === true) ?? null;
  }
}

/** Walks from node to node until one waits or the flow ends. */
function follow(flow: Flow, from: Conversation, walk: Walk, first: Move): Advanced {
  let { at, walked } = from;
  let move = first;
  while ('go' in move) {
    if (walked >= STEP_LIMIT) return limit({ ...from, at, walked }, walk);
    at = move.go;
    walked += 1;
    move = enter(flow, at, walk);
  }
  if ('wait' in move) return halt({ ...from, at, walked }, walk, move.wait);
  return ended({ ...from, walked }, walk, move.end, move.outcome);
}

/** Enters a node; one that was entered before for the same message tells nothing a second time. */
function enter(flow: Flow, at: string, walk: Walk): Move {
  const node = flow.nodes[at]!;
  const isAgain = walk.passed.has(at);
  walk.passed.add(at);
  const told = walk.events.length;
  const move = kindOf(node).enter(node, walk, isAgain);
  if (isAgain && 'go' in move) walk.events.length = told;
  return move;
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

function ended(from: Conversation, walk: Walk, reason: EndReason, outcome?: string): Advanced {
  raiseTopics(walk);
  const told = outcome ?? (reason === 'done' ? 'done' : EXPIRED);
  walk.events.push({ type: 'ended', reason, outcome: told });
  return halt({ ...from, at: null }, walk, { for: 'nothing' });
}

function halt(from: Conversation, walk: Walk, waits: Waits): Advanced {
  const { facts, tries, topics, events, nudged } = walk;
  // A stored conversation carries what only some of them need where they need it.
  const { nudged: _before, passed: _walked, ...rest } = from;
  const conversation: Conversation = { ...rest, waits, facts, tries, topics, step: from.step + 1 };
  if (nudged > 0) conversation.nudged = nudged;
  if (waits.for === 'host' || waits.for === 'flow') conversation.passed = [...walk.passed];
  return { conversation, events, waits };
}

import { advance, type Conversation, type Input, newConversation } from '#engine';
import { newId } from '#storage';
import { apply } from './effects/index.ts';
import { handOff } from './hand-off.ts';
import { doStep } from './host/index.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** A conversation that begins in this turn, with the flows and words of now. */
export function beginConversation(
  world: ConversationWorld,
  turn: Turn,
  flow: string,
  workshop: string | null,
): Stored {
  return {
    _id: newId(),
    contact: turn.contact._id,
    flow,
    workshop,
    cause: `${turn.cause}:${flow}`,
    open: true,
    state: newConversation(world.content().flow(flow)),
    question: null,
    dueAt: null,
    startedAt: world.clock.now(),
  };
}

/**
 * Brings an input to a conversation and does all that follows, host steps included, until it waits for her
 * or ends. Works on `stored` and `turn`; the turn's end writes both.
 */
export async function drive(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  input: Input,
): Promise<void> {
  const content = await contentFor(world, stored.state);
  if (!content) {
    await handOff(world, turn, 'node_gone');
    stored.open = false;
    turn.touched.add(stored);
    return;
  }
  const flow = content.flow(stored.flow);
  let next: Input | null = input;
  while (next) {
    const step = stored.state.step;
    const advanced = advance(flow, stored.state, next);
    if (advanced.conversation.step === step && advanced.events.length === 0) return;
    stored.state = advanced.conversation;
    turn.touched.add(stored);
    for (const event of advanced.events) await apply(world, turn, stored, event);
    next = null;
    if (advanced.waits.for === 'host') {
      const { outcome, facts } = await doStep(world, turn, stored, advanced.waits.request);
      next = { kind: 'outcome', step: stored.state.step, outcome, facts };
    }
  }
  if (stored.state.waits.for === 'nothing') stored.open = false;
}

async function contentFor(world: ConversationWorld, state: Conversation) {
  const now = world.content();
  return state.version === now.version || state.version === ''
    ? now
    : world.contentOf(state.version);
}

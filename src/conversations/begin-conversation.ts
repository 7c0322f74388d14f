import { newConversation } from '#engine';
import { newId } from '#storage';
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

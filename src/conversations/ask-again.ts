import { DAY } from '#domain';
import type { Input } from '#engine';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** A question older than this was let lie before anything came in between. */
const FRESH = 2 * DAY;

/**
 * The question that a conversation which now ends came in between, and what it is told so that it is asked
 * again; null where it does not matter any more: it was answered, let lie, or its workshop is over.
 */
export async function interruptedBy(
  world: ConversationWorld,
  turn: Turn,
  ended: Stored,
): Promise<{ stored: Stored; input: Input } | null> {
  if (!ended.interrupts || turn.contact.consent.optedOutAt) return null;
  const touched = [...turn.touched].find(({ _id }) => _id === ended.interrupts);
  if (touched) return null; // It has moved in this very turn.
  const stored = await world.store.conversations
    .findOne({ _id: ended.interrupts, open: true })
    .session(turn.tx)
    .lean<Stored>();
  if (stored?.state.waits.for !== 'reply' || !stored.askedAt) return null;
  const now = world.clock.now();
  if (now.getTime() - stored.askedAt.getTime() > FRESH) return null;
  const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn.tx) : null;
  const isOver = found && (found.workshop.cancelledAt || found.workshop.startsAt <= now);
  return isOver ? null : { stored, input: { kind: 'again', step: stored.state.step } };
}

import { say } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/**
 * Marks the turn's message for a person, with the workshop it is about, and says that one will answer; where
 * silence hands over, the last that she wrote is what the person is to read.
 */
export async function handOff(
  world: ConversationWorld,
  turn: Turn,
  reason: string,
  workshop: string | null = null,
): Promise<void> {
  if (turn.inbound?.forPerson) return;
  if (turn.inbound) Object.assign(turn.inbound, { forPerson: reason, workshop });
  else await markLast(world, turn, { forPerson: reason, workshop });
  await say(world, turn, { namespace: 'common', key: 'handed_off', values: {} }, null);
}

async function markLast(
  { store }: ConversationWorld,
  turn: Turn,
  mark: { forPerson: string; workshop: string | null },
): Promise<void> {
  await store.inbound.findOneAndUpdate(
    { contact: turn.contact._id, forPerson: null },
    { $set: mark },
    { sort: { receivedAt: -1 }, session: turn.tx },
  );
}

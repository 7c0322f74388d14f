import { say } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/**
 * Marks the turn's message for a person and says that one will answer; where silence hands over, the last
 * that she wrote is what the person is to read.
 */
export async function handOff(world: ConversationWorld, turn: Turn, reason: string): Promise<void> {
  if (turn.inbound?.forPerson) return;
  if (turn.inbound) turn.inbound.forPerson = reason;
  else await markLast(world, turn, reason);
  await say(world, turn, { namespace: 'common', key: 'handed_off', values: {} }, null);
}

async function markLast({ store }: ConversationWorld, turn: Turn, reason: string): Promise<void> {
  await store.inbound.findOneAndUpdate(
    { contact: turn.contact._id, forPerson: null },
    { $set: { forPerson: reason } },
    { sort: { receivedAt: -1 }, session: turn.tx },
  );
}

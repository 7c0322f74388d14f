import { say } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** Marks the turn's message for a person and says that one will answer. */
export async function handOff(world: ConversationWorld, turn: Turn, reason: string): Promise<void> {
  if (turn.inbound?.forPerson) return;
  if (turn.inbound) turn.inbound.forPerson = reason;
  await say(world, turn, { namespace: 'common', key: 'handed_off', values: {} }, null);
}

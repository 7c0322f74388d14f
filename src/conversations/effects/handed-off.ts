import type { Event } from '#engine';
import { say } from '../say.ts';
import type { ConversationWorld, Turn } from '../turn.ts';
import type { Effect } from './index.ts';

/** A person is to answer: the message is marked for one, and the family is told so once a turn. */
export const handedOff: Effect<Extract<Event, { type: 'handed_off' }>> = async (
  world,
  turn,
  _stored,
  { reason },
) => {
  await handOff(world, turn, reason);
};

/** Marks the turn's message for a person and says that one will answer. */
export async function handOff(world: ConversationWorld, turn: Turn, reason: string): Promise<void> {
  if (turn.inbound?.forPerson) return;
  if (turn.inbound) turn.inbound.forPerson = reason;
  await say(world, turn, { namespace: 'common', key: 'handed_off', values: {} }, null);
}

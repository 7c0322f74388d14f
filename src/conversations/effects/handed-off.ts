import type { Event } from '#engine';
import { handOff } from '../hand-off.ts';
import type { Effect } from './effect.ts';

/** A person is to answer: the message is marked for one, and the family is told so once a turn. */
export const handedOff: Effect<Extract<Event, { type: 'handed_off' }>> = async (
  world,
  turn,
  stored,
  { reason },
) => {
  await handOff(world, turn, reason, stored.workshop);
};

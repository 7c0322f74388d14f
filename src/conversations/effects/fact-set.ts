import type { Event } from '#engine';
import type { Effect } from './effect.ts';

/** A fact lives in the conversation's own state; seats and consent are written by host steps alone. */
export const factSet: Effect<Extract<Event, { type: 'fact_set' }>> = async (
  world,
  _turn,
  stored,
  { name },
) => {
  world.log.debug({ conversation: stored._id, fact: name }, 'a fact was understood');
};

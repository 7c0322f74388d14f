import type { Event } from '#engine';
import type { Effect } from './effect.ts';

/** The conversation is over; a question of it that was never sent is not waited for. */
export const ended: Effect<Extract<Event, { type: 'ended' }>> = async (
  world,
  _turn,
  stored,
  { reason },
) => {
  stored.open = false;
  stored.question = null;
  stored.dueAt = null;
  if (reason === 'limit' || reason === 'node_gone') {
    world.log.error({ conversation: stored._id, flow: stored.flow, reason }, 'a flow was ended');
  }
};

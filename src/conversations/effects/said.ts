import type { Event } from '#engine';
import { flowWords } from '../flow-words.ts';
import { say } from '../say.ts';
import type { Effect } from './effect.ts';

/** A text is said, in the words of the conversation's flow. */
export const said: Effect<Extract<Event, { type: 'said' }>> = async (
  world,
  turn,
  stored,
  { text },
) => {
  await say(world, turn, flowWords(stored, text), stored.workshop);
};

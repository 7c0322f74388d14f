import type { Event } from '#engine';
import { flowWords } from '../flow-words.ts';
import { say } from '../say.ts';
import type { Effect } from './effect.ts';

/** A text is said, in the words of the conversation's flow. */
export const said: Effect<Extract<Event, { type: 'said' }>> = async (
  world,
  turn,
  stored,
  { text, link, media },
) => {
  // A picture goes as its address until a channel can carry it as one.
  const address = link ?? media;
  const after = address === undefined ? '' : `\n${address}`;
  await say(world, turn, flowWords(stored, text), stored.workshop, { after });
};

import type { Event } from '#engine';
import { fixedOf, flowWords } from '../flow-words.ts';
import { listOptions } from '../list-options.ts';
import { say } from '../say.ts';
import type { Effect } from './effect.ts';

/** A question is asked; it is open once the text that carries it has a provider id. */
export const asked: Effect<Extract<Event, { type: 'asked' }>> = async (
  world,
  turn,
  stored,
  { text, labels },
) => {
  const options = await listOptions(world, turn, stored, labels);
  await say(world, turn, flowWords(stored, text), stored.workshop, {
    asks: stored,
    fixed: fixedOf(stored),
    after: options,
  });
};

import { optionsText } from '#content';
import type { Event } from '#engine';
import { buttonsFor } from '../buttons.ts';
import { fixedOf, flowWords } from '../flow-words.ts';
import { wordsOfOptions } from '../list-options.ts';
import { say } from '../say.ts';
import type { Effect } from './effect.ts';

/** A question is asked; it is open once the text that carries it has a provider id. */
export const asked: Effect<Extract<Event, { type: 'asked' }>> = async (
  world,
  turn,
  stored,
  { text, labels = [] },
) => {
  const buttons = await buttonsFor(world, turn, stored);
  const listed = buttons ? [] : await wordsOfOptions(world, turn, stored, labels);
  const options = optionsText(listed.map((words) => words ?? ''));
  await say(world, turn, flowWords(stored, text), stored.workshop, {
    asks: stored,
    fixed: fixedOf(stored),
    after: options && `\n${options}`,
    buttons,
  });
};

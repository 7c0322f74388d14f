import { setField } from '#contacts';
import type { Event } from '#engine';
import type { Effect } from './effect.ts';

/** What a flow has learnt of her is kept with her; a language of which we have no word is not hers. */
export const fieldSet: Effect<Extract<Event, { type: 'field_set' }>> = async (
  world,
  turn,
  stored,
  { name, value },
) => {
  if (name === 'language' && !world.content().languages.includes(String(value))) {
    world.log.debug({ conversation: stored._id, language: value }, 'a language was asked for');
    return;
  }
  turn.contact = await setField(world, turn.contact._id, name, String(value), turn.tx);
};

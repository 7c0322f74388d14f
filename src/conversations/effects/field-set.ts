import { setField } from '#contacts';
import type { Event } from '#engine';
import { speaksNow } from '../her-language.ts';
import type { Effect } from './effect.ts';

/** What a flow has learnt of her is kept with her; of her language, more follows. */
export const fieldSet: Effect<Extract<Event, { type: 'field_set' }>> = async (
  world,
  turn,
  _stored,
  { name, value },
) => {
  if (name === 'language') return speaksNow(world, turn, String(value));
  turn.contact = await setField(world, turn.contact._id, name, String(value), turn.tx);
};

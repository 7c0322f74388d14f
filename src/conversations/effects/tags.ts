import { addTag, removeTag } from '#contacts';
import type { Event } from '#engine';
import type { Effect } from './effect.ts';

/** A flow gave her a tag. */
export const tagAdded: Effect<Extract<Event, { type: 'tag_added' }>> = async (
  world,
  turn,
  _stored,
  { tag },
) => {
  turn.contact = await addTag(world, turn.contact._id, tag, turn.tx);
};

/** A flow took a tag from her. */
export const tagRemoved: Effect<Extract<Event, { type: 'tag_removed' }>> = async (
  world,
  turn,
  _stored,
  { tag },
) => {
  turn.contact = await removeTag(world, turn.contact._id, tag, turn.tx);
};

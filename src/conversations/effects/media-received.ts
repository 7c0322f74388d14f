import type { Event } from '#engine';
import { acknowledgeMedia } from '../help-and-media.ts';
import type { Effect } from './effect.ts';

/** A voice note or picture at an open question: a person will listen, and the question stays open. */
export const mediaReceived: Effect<Extract<Event, { type: 'media_received' }>> = async (
  world,
  turn,
  _stored,
  { media },
) => {
  await acknowledgeMedia(world, turn, media);
};

import type { Event } from '#engine';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import { asked } from './asked.ts';
import type { Effect } from './effect.ts';
import { ended } from './ended.ts';
import { factSet } from './fact-set.ts';
import { fieldSet } from './field-set.ts';
import { handedOff } from './handed-off.ts';
import { mediaReceived } from './media-received.ts';
import { said } from './said.ts';
import { tagAdded, tagRemoved } from './tags.ts';
import { topicRaised } from './topic-raised.ts';

const EFFECTS: { [T in Event['type']]: Effect<Extract<Event, { type: T }>> } = {
  said,
  asked,
  topic_raised: topicRaised,
  fact_set: factSet,
  media_received: mediaReceived,
  field_set: fieldSet,
  tag_added: tagAdded,
  tag_removed: tagRemoved,
  handed_off: handedOff,
  ended,
};

/** Turns an event into its writes and texts. */
export async function apply(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  event: Event,
): Promise<void> {
  const effect = EFFECTS[event.type] as Effect;
  await effect(world, turn, stored, event);
}

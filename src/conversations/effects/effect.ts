import type { Event } from '#engine';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';

/** What an event of the engine does to the world, within the turn's transaction. */
export type Effect<E extends Event = Event> = (
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  event: E,
) => Promise<void>;

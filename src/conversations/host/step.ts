import type { Facts } from '#engine';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';

/** How a step went: one of its outcomes, and facts the flow did not know. */
export type Outcome = { outcome: string; facts: Facts };

export type Step = (
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  args: Facts,
) => Promise<Outcome>;

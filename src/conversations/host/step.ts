import type { Facts, Input } from '#engine';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';

/**
 * How a step went: one of its outcomes, and facts the flow did not know; `brings` is what another
 * conversation of hers is then told.
 */
export type Outcome = { outcome: string; facts: Facts; brings?: { to: Stored; input: Input } };

export type Step = (
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  args: Facts,
) => Promise<Outcome>;

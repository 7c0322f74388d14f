import type { Facts, Input } from '#engine';
import type { Queued } from '#storage';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';

/** A conversation that begins now, or when what she is being asked is answered. */
export type Begin = { stored: Stored } & Omit<Queued, 'kind'>;

/**
 * How a step went: one of its outcomes, and facts the flow did not know; `brings` is what another
 * conversation of hers is then told, `begins` those that then begin, one after another.
 */
export type Outcome = {
  outcome: string;
  facts: Facts;
  brings?: { to: Stored; input: Input };
  begins?: Begin[];
};

export type Step = (
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  args: Facts,
) => Promise<Outcome>;

import { type MonthSpent, monthSpent } from '#domain';
import { monthNow } from '#outbox';
import type { OwnBroadcast } from '#storage';
import type { OwnWorld } from './own-world.ts';

/** The month in which a broadcast begins: what was sent of its limit so far, and what would be with it. */
export type MonthAhead = MonthSpent & {
  afterwards: number;
  /** Whether the limit would be reached; what is proactive of it then waits, or is dropped when it is late. */
  reached: boolean;
  /** Who would wait for that. */
  heldBack: number;
};

/** Follows what a broadcast's texts take of the month, one after the other. */
export type MonthReckoning = {
  /** Whether a text of so many segments still goes within the limit; if it does, it counts. */
  take: (segments: number) => boolean;
  /** `segments` is what all of them take. */
  total: (segments: number) => MonthAhead;
};

/** Begins to reckon; as the gate does, only with what is proactive. */
export async function reckonMonth(
  world: OwnWorld,
  { kind, legs }: OwnBroadcast,
): Promise<MonthReckoning> {
  const now = world.clock.now();
  const begins = legs[0]?.at ?? now;
  const at = new Date(Math.max(begins.getTime(), now.getTime()));
  const before = await monthNow(world, at);
  let taken = before.segments;
  let heldBack = 0;
  return {
    take: (segments) => {
      const isOver = before.limit !== null && taken + segments > before.limit;
      if (isOver && kind === 'proactive') {
        heldBack += 1;
        return false;
      }
      taken += segments;
      return true;
    },
    total: (segments) => {
      const afterwards = before.segments + segments;
      const { warning } = monthSpent(world.programme(), before.month, afterwards);
      const reached = before.limit !== null && afterwards >= before.limit;
      return { ...before, warning, afterwards, reached, heldBack };
    },
  };
}

import { MINUTE } from '#domain';
import type { Queued } from '#storage';
import type { ConversationWorld, Manner, Stored, Turn } from './turn.ts';

/** How often a flow that waits for its turn looks whether it has come. */
export const QUEUE_LOOK = 15 * MINUTE;

/** Stores a conversation that begins when her open questions are answered. */
export function queue(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  { kind, facts, node, validUntil, about, also, stage, broadcast, site }: Queued,
): void {
  const counted = broadcast === undefined ? {} : { broadcast, site: site ?? null };
  const listed = { ...(node && { node }), ...(also && { also }) };
  stored.queued = { kind, facts, validUntil, about, stage, ...listed, ...counted };
  stored.dueAt = new Date(world.clock.now().getTime() + QUEUE_LOOK);
  turn.touched.add(stored);
}

/** How the texts of a flow that is started, or was queued, pass the gate. */
export function mannerOf(start: Omit<Queued, 'facts'>): Manner {
  const { kind, validUntil, about, also, stage, broadcast, site = null } = start;
  return {
    kind,
    hours: kind === 'answer' ? 'any' : 'usual',
    validUntil,
    stage,
    ...(about && { about }),
    ...(also && { also }),
    ...(broadcast !== undefined && { broadcast, site }),
  };
}

/** Whether something that this turn has moved now waits for her reply. */
export function isAsking({ touched }: Turn): boolean {
  return [...touched].some(({ open, state }) => open && state.waits.for === 'reply');
}

import { setTimeout as wait } from 'node:timers/promises';
import { type Channel, type Clock, SECOND } from '#domain';
import type { Store } from '#storage';
import { REPLIES, UNASKED } from './claim.ts';
import { HOLD_REASONS, restKey } from './holds.ts';

/** Every process has heard of it by then: they look once a second which senders rest. */
const HEARD = 2 * SECOND;

/**
 * Ends the rest of a channel's sender, for all processes, and makes due what waited for its end. Takes two
 * seconds, so that nothing is stored meanwhile to wait on for a rest that is over.
 * @returns how many texts waited; null where the sender did not rest
 */
export async function endRest(
  { store, clock }: { store: Pick<Store, 'settings' | 'messages'>; clock: Clock },
  channel: Channel,
): Promise<number | null> {
  const now = clock.now();
  const { deletedCount } = await store.settings.deleteOne({
    _id: restKey(channel),
    at: { $gt: now },
  });
  if (deletedCount > 0) await wait(HEARD);
  const { modifiedCount } = await store.messages.updateMany(
    {
      channel,
      state: 'queued',
      kind: { $in: [...REPLIES, ...UNASKED] },
      dueAt: { $gt: now },
      reason: { $in: HOLD_REASONS },
    },
    { $set: { dueAt: now } },
  );
  // Killed in between, it may be done again.
  return deletedCount + modifiedCount > 0 ? modifiedCount : null;
}

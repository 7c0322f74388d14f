import { type Clock, SECOND } from '#domain';
import type { Hint } from '#queue';
import type { Store } from '#storage';

/** A message this old without a turn was not handed on, or its worker died. */
const OVERDUE_MS = 2 * SECOND;
const MOST = 500;

/** Hints for contacts who have a message that no turn has dealt with. */
export async function dueTurns(world: {
  store: Pick<Store, 'inbound'>;
  clock: Clock;
}): Promise<Hint[]> {
  const before = new Date(world.clock.now().getTime() - OVERDUE_MS);
  const waiting = await world.store.inbound
    .find({ handled: false, receivedAt: { $lte: before } }, { contact: 1 })
    .sort({ receivedAt: 1 })
    .limit(MOST)
    .lean<{ _id: string; contact: string }[]>();
  const contacts = new Set(waiting.map((message) => message.contact));
  return [...contacts].map((contact) => ({ queue: 'turns', job: { contact } }));
}

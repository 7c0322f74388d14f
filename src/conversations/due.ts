import type { Clock } from '#domain';
import type { Hint } from '#queue';
import type { Store } from '#storage';
import { SUSPENDED_FOR } from './lapse-suspension.ts';

const MOST = 500;

/** Hints for questions whose time of silence has come. */
export async function dueSilences(world: {
  store: Pick<Store, 'conversations'>;
  clock: Clock;
}): Promise<Hint[]> {
  const due = await world.store.conversations
    .find({ open: true, dueAt: { $lte: world.clock.now() } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .limit(MOST)
    .lean<{ _id: string }[]>();
  return due.map(({ _id }) => ({ queue: 'due', job: { what: 'silence', id: _id } }));
}

/** Hints for suspensions that nothing has ended in their day. */
export async function dueSuspensions(world: {
  store: Pick<Store, 'contacts'>;
  clock: Clock;
}): Promise<Hint[]> {
  const before = new Date(world.clock.now().getTime() - SUSPENDED_FOR);
  const due = await world.store.contacts
    .find({ 'consent.suspendedAt': { $type: 'date', $lte: before } }, { _id: 1 })
    .limit(MOST)
    .lean<{ _id: string }[]>();
  return due.map(({ _id }) => ({ queue: 'due', job: { what: 'suspension', id: _id } }));
}

import type { Clock } from '#domain';
import type { Hint } from '#queue';
import type { Store } from '#storage';

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

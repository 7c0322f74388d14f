import type { Lease } from './documents.ts';
import { isDuplicate, type Store } from './store.ts';

/**
 * Takes, or keeps, the lease `name` for `holder` for `forMs` milliseconds; false when another holds it. By
 * the database's clock, so neither a worker's wrong clock nor a moved one makes two holders.
 */
export async function takeLease(
  store: Pick<Store, 'leases'>,
  name: string,
  holder: string,
  forMs: number,
): Promise<boolean> {
  // A missing lease has no `until`, which sorts before every date: it is free.
  const free = { $or: [{ $eq: ['$holder', holder] }, { $lte: ['$until', '$$NOW'] }] };
  const ours = {
    holder: { $cond: [free, holder, '$holder'] },
    until: { $cond: [free, { $add: ['$$NOW', forMs] }, '$until'] },
  };
  const options = { upsert: true, updatePipeline: true, returnDocument: 'after' } as const;
  try {
    const lease = await store.leases
      .findOneAndUpdate({ _id: name }, [{ $set: ours }], options)
      .lean<Lease>();
    return lease?.holder === holder;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Gives a lease up, so that another need not wait for its end. */
export async function giveUpLease(
  store: Pick<Store, 'leases'>,
  name: string,
  holder: string,
): Promise<void> {
  await store.leases.deleteOne({ _id: name, holder });
}

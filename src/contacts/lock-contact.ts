import { type Contact, TIMES_KEPT } from '#domain';
import { driverOf, type Store, type Transaction } from '#storage';

/**
 * The first write of every transaction about a contact: two at once conflict on it, and one starts over.
 * `seen` is what else this turn knows of her, e.g. when and where she last wrote; `wroteAt` is added to the
 * last times she did.
 */
export async function lockContact(
  world: { store: Pick<Store, 'contacts'> },
  id: string,
  tx: Transaction,
  seen: Partial<Contact> | Record<string, unknown> = {},
  wroteAt: Date | null = null,
): Promise<Contact> {
  const update = {
    $inc: { turn: 1 },
    ...(Object.keys(seen).length > 0 && { $set: seen }),
    ...(wroteAt && { $push: { wroteAt: lastOf(wroteAt) } }),
  };
  const options = { session: tx, returnDocument: 'after' } as const;
  const locked = await driverOf(world.store.contacts).findOneAndUpdate(
    { _id: id },
    update,
    options,
  );
  if (!locked) throw new Error(`There is no contact ${id}.`);
  return locked;
}

/** Locks many at once, as the first write of a transaction over all of them; gives those that there are. */
export async function lockContacts(
  { store }: { store: Pick<Store, 'contacts'> },
  ids: readonly string[],
  tx: Transaction,
): Promise<Contact[]> {
  const these = { _id: { $in: ids } };
  await store.contacts.updateMany(these, { $inc: { turn: 1 } }, { session: tx });
  return store.contacts
    .find(these)
    .batchSize(ids.length + 1)
    .session(tx)
    .lean<Contact[]>();
}

function lastOf(time: Date) {
  return { $each: [time], $slice: -TIMES_KEPT };
}

import type { Contact } from '#domain';
import type { Store, Transaction } from '#storage';

/**
 * The first write of every transaction about a contact: two at once conflict on it, and one starts over.
 * `seen` is what else this turn knows of her, e.g. when and where she last wrote.
 */
export async function lockContact(
  world: { store: Pick<Store, 'contacts'> },
  id: string,
  tx: Transaction,
  seen: Partial<Contact> | Record<string, unknown> = {},
): Promise<Contact> {
  const locked = await world.store.contacts
    .findOneAndUpdate(
      { _id: id },
      { $inc: { turn: 1 }, $set: seen },
      { session: tx, returnDocument: 'after' },
    )
    .lean<Contact>();
  if (!locked) throw new Error(`There is no contact ${id}.`);
  return locked;
}

import { applyConsentEvent, type ConsentEvent, type Contact } from '#domain';
import { newId, type Store, type Transaction } from '#storage';

/** What is to be written to the ledger; its `cause` makes a retry write it once. */
export type ConsentEntry = Omit<ConsentEvent, '_id' | 'contact'>;

/**
 * Writes one entry to the consent ledger and brings the contact's state up to it: the only place where
 * consent changes. `contact` must be locked by `tx`. Gives the contact as it now stands; an entry that is
 * already there changes nothing.
 */
export async function recordConsent(
  world: { store: Pick<Store, 'contacts' | 'consentEvents'> },
  contact: Contact,
  entry: ConsentEntry,
  tx: Transaction,
): Promise<Contact> {
  const { contacts, consentEvents } = world.store;
  const known = await consentEvents.exists({ cause: entry.cause }).session(tx);
  if (known) return contact;
  await consentEvents.create([{ _id: newId(), contact: contact._id, ...entry }], { session: tx });
  const consent = applyConsentEvent(contact.consent, entry);
  await contacts.updateOne({ _id: contact._id }, { $set: { consent } }, { session: tx });
  return { ...contact, consent };
}

/** A contact's ledger, oldest first. */
export async function ledgerOf(
  world: { store: Pick<Store, 'consentEvents'> },
  contact: string,
): Promise<ConsentEvent[]> {
  return world.store.consentEvents.find({ contact }).sort({ at: 1, _id: 1 }).lean<ConsentEvent[]>();
}

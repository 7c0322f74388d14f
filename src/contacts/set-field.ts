import type { Contact } from '#domain';
import type { Store, Transaction } from '#storage';

type ContactWorld = { store: Pick<Store, 'contacts'> };

/**
 * Sets what a flow has learnt of a contact, and gives her as she then stands. `language` is her language,
 * `site` one more of her sites; any other name is a field of its own.
 */
export function setField(
  world: ContactWorld,
  contact: string,
  name: string,
  value: string,
  tx: Transaction,
): Promise<Contact> {
  if (name === 'language') return change(world, contact, { $set: { language: value } }, tx);
  if (name === 'site') return change(world, contact, { $addToSet: { sites: value } }, tx);
  return change(world, contact, { $set: { [`fields.${name}`]: value } }, tx);
}

/** Gives a contact a tag, once. */
export function addTag(
  world: ContactWorld,
  contact: string,
  tag: string,
  tx: Transaction,
): Promise<Contact> {
  return change(world, contact, { $addToSet: { tags: tag } }, tx);
}

/** Takes a tag from a contact. */
export function removeTag(
  world: ContactWorld,
  contact: string,
  tag: string,
  tx: Transaction,
): Promise<Contact> {
  return change(world, contact, { $pull: { tags: tag } }, tx);
}

async function change(
  { store }: ContactWorld,
  contact: string,
  update: Record<string, Record<string, string>>,
  tx: Transaction,
): Promise<Contact> {
  const changed = await store.contacts
    .findOneAndUpdate({ _id: contact }, update, { session: tx, returnDocument: 'after' })
    .lean<Contact>();
  if (!changed) throw new Error(`There is no contact ${contact}.`);
  return changed;
}

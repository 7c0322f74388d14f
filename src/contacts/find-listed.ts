import { type Contact, parsePhone } from '#domain';
import type { Store } from '#storage';

/** People on somebody's list, by id or by phone as it was written. */
export type Listed = { contacts?: readonly string[]; phones?: readonly string[] };

/** Who of a list is known, each once, by id; and what on it names nobody we know, as it was written. */
export type Found = { ids: string[]; unknown: string[] };

/** Looks a list of people up. Nobody is made of it: a slip in a phone is no new family. */
export async function findListed(
  { store }: { store: Pick<Store, 'contacts'> },
  { contacts = [], phones = [] }: Listed,
): Promise<Found> {
  const parsed = phones.map((written) => ({ written, phone: parsePhone(written) }));
  const found = await store.contacts
    .find(
      {
        $or: [
          { _id: { $in: contacts } },
          { phone: { $in: parsed.flatMap(({ phone }) => phone ?? []) } },
        ],
      },
      { phone: 1 },
    )
    .lean<Pick<Contact, '_id' | 'phone'>[]>();
  const known = new Set(found.flatMap(({ _id, phone }) => [_id, phone]));
  const strange = parsed.filter(({ phone }) => phone === null || !known.has(phone));
  return {
    ids: found.map(({ _id }) => _id),
    unknown: [...contacts.filter((id) => !known.has(id)), ...strange.map(({ written }) => written)],
  };
}

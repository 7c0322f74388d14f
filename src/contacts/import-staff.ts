import { type Clock, type Contact, type Duty, type Language, parsePhone } from '#domain';
import type { Store } from '#storage';
import { newContact } from './find-or-create.ts';
import type { Imported } from './import-contact.ts';
import { lockContact } from './lock-contact.ts';

/** A member of staff as a list gives it. */
export type StaffRecord = Duty & { name: string; phone: string; language: Language };

/**
 * Takes a member of staff in, by id. Her phone is no family's from then on: it is in no audience, and what
 * comes from it starts nothing. With another phone, the one before is free again.
 * @returns null if the phone can be no phone
 */
export async function importStaff(
  world: { store: Store; clock: Clock },
  { id, name, phone: written, language, sites, order }: StaffRecord,
): Promise<Imported | null> {
  const phone = parsePhone(written);
  if (!phone) return null;
  const { contacts } = world.store;
  const record = { name, language, sites: [], staff: { id, sites, order } };
  return world.store.transaction(async (tx) => {
    await contacts.updateMany(
      { 'staff.id': id, phone: { $ne: phone } },
      { $set: { staff: null } },
      { session: tx },
    );
    const known = await contacts.findOne({ phone }).session(tx).lean<Contact>();
    if (known) {
      await lockContact(world, known._id, tx, record);
      return { id: known._id, outcome: 'changed' as const };
    }
    const contact = { ...newContact(phone, 'sms', world.clock.now()), ...record };
    await contacts.create([contact], { session: tx });
    return { id: contact._id, outcome: 'created' as const };
  });
}

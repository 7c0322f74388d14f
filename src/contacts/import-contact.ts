import {
  type Clock,
  type ConsentMedium,
  type ConsentScope,
  type Contact,
  type Language,
  parsePhone,
} from '#domain';
import type { Store, Transaction } from '#storage';
import { newContact } from './find-or-create.ts';
import { lockContact } from './lock-contact.ts';
import { recordConsent } from './record-consent.ts';

/** A contact as a list gives it. What is left out stays as it was. */
export type ContactRecord = {
  phone: string;
  name?: string | undefined;
  language?: Language | undefined;
  sites?: string[] | undefined;
  consent?: ConsentRecord | undefined;
};

/** The proof of a consent: what for, since when, how it was given, in which words, to whom. */
export type ConsentRecord = {
  scope: ConsentScope;
  at: Date;
  medium: ConsentMedium;
  words: string;
  by: string;
};

export type Imported = { id: string; outcome: 'created' | 'changed' };

type World = { store: Store; clock: Clock };

/**
 * Takes a contact of a list in, by phone. A consent is written to the ledger with its proof; one given
 * before she opted out stands there as history and does not undo the opt-out.
 * @returns null if the phone can be no phone; `is_staff` if it is a member of staff's
 */
export async function importContact(
  world: World,
  record: ContactRecord,
): Promise<Imported | 'is_staff' | null> {
  const phone = parsePhone(record.phone);
  if (!phone) return null;
  return world.store.transaction(async (tx) => {
    const known = await world.store.contacts.findOne({ phone }).session(tx).lean<Contact>();
    if (known?.staff) return 'is_staff';
    const contact = known
      ? await lockContact(world, known._id, tx, changesOf(record))
      : { ...newContact(phone, 'sms', world.clock.now()), ...changesOf(record) };
    if (!known) await world.store.contacts.create([contact], { session: tx });
    if (record.consent) await importConsent(world, contact, record.consent, tx);
    return { id: contact._id, outcome: known ? ('changed' as const) : ('created' as const) };
  });
}

function changesOf(record: ContactRecord): Partial<Contact> {
  return {
    ...(record.name === undefined ? {} : { name: record.name }),
    ...(record.language === undefined ? {} : { language: record.language }),
    ...(record.sites === undefined ? {} : { sites: record.sites }),
  };
}

async function importConsent(
  world: World,
  contact: Contact,
  consent: ConsentRecord,
  tx: Transaction,
): Promise<void> {
  // The same line loaded again is the same consent, not a new one.
  const cause = ['load', contact._id, consent.scope, consent.at.toISOString(), consent.medium].join(
    ':',
  );
  await recordConsent(world, contact, { ...consent, change: 'granted', cause }, tx);
}

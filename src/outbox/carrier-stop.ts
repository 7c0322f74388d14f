import { lockContact, recordConsent } from '#contacts';
import type { Clock, Message } from '#domain';
import type { Store, Transaction } from '#storage';

type World = { store: Store; clock: Clock };

/** Cancels what is queued for a contact who said stop; what answers the stop itself may go. */
export async function cancelQueued(
  world: { store: Pick<Store, 'messages'> },
  contact: string,
  tx: Transaction,
): Promise<void> {
  await world.store.messages.updateMany(
    { contact, state: 'queued', allowedAfterOptOut: false },
    { $set: { state: 'cancelled', reason: 'opted_out' } },
    { session: tx },
  );
}

/**
 * Twilio says that the recipient has opted out (21610), or that she must not be written to (30640), though no
 * word of it reached us. The ledger is written, what is queued is cancelled, and nothing is said to her.
 */
export async function honourCarrierStop(
  world: World,
  message: Message,
  code: string,
): Promise<void> {
  await world.store.transaction(async (tx) => {
    const contact = await lockContact(world, message.contact, tx);
    const entry = entryOf(world, code);
    const cause = `${code}:${message._id}`;
    const after = contact.consent.optedOutAt
      ? contact
      : await recordConsent(world, contact, { ...entry, change: 'opted_out', cause }, tx);
    const blocked = { ...entry, change: 'carrier_blocked', cause: `${cause}:block` } as const;
    await recordConsent(world, after, blocked, tx);
    await cancelQueued(world, contact._id, tx);
  });
}

/**
 * She has blocked us on WhatsApp (63014, 63033): nothing unasked goes there until she says START. Of SMS, for
 * which she may have agreed on paper, it says nothing; what she blocked is not said to her there instead.
 */
export async function honourWhatsappStop(
  world: World,
  message: Message,
  code: string,
): Promise<void> {
  await world.store.transaction(async (tx) => {
    const contact = await lockContact(world, message.contact, tx);
    const blocked = { change: 'whatsapp_blocked', cause: `${code}:${message._id}` } as const;
    await recordConsent(world, contact, { ...entryOf(world, code), ...blocked }, tx);
  });
}

function entryOf({ clock }: World, code: string) {
  const words = `error ${code}`;
  return { scope: 'all', at: clock.now(), medium: 'carrier', words, by: 'twilio' } as const;
}

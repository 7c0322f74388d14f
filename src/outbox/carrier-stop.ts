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
 * Error 21610: Twilio says that the recipient has opted out, though no word of it reached us. The ledger
 * is written, what is queued is cancelled, and nothing is said to her.
 */
export async function honourCarrierStop(world: World, message: Message): Promise<void> {
  await world.store.transaction(async (tx) => {
    const contact = await lockContact(world, message.contact, tx);
    const entry = {
      scope: 'all',
      at: world.clock.now(),
      medium: 'carrier',
      words: 'error 21610',
      by: 'twilio',
    } as const;
    const cause = `21610:${message._id}`;
    const after = contact.consent.optedOutAt
      ? contact
      : await recordConsent(world, contact, { ...entry, change: 'opted_out', cause }, tx);
    const blocked = { ...entry, change: 'carrier_blocked', cause: `${cause}:block` } as const;
    await recordConsent(world, after, blocked, tx);
    await cancelQueued(world, contact._id, tx);
  });
}

import type { Message } from '#domain';
import { driverOf } from '#storage';
import { queueFor } from './compose.ts';
import type { DeliverWorld } from './deliver-world.ts';

/**
 * Stores the provider's id: from here on the text is sent, and a question in it is open. A receipt may
 * have brought the id, and a later status, before.
 */
export async function bindProviderId(
  world: Pick<DeliverWorld, 'store' | 'clock' | 'pace'>,
  message: Message,
  providerId: string,
  status: string,
): Promise<void> {
  const now = world.clock.now();
  const values = {
    state: 'sent',
    reason: REASON_ONCE_SENT,
    providerId,
    sentAt: { $ifNull: ['$sentAt', now] },
    providerStatus: { $ifNull: ['$providerStatus', status] },
  };
  const { modifiedCount } = await driverOf(world.store.messages).updateOne(
    { _id: message._id, $or: [{ providerId: null }, { providerId }] },
    [{ $set: values }],
  );
  if (modifiedCount === 0) return;
  // A group has paid for all its texts before the first was sent.
  if (queueFor(message.kind) === 'deliver') world.pace.note(message.segments);
  if (message.identifies) await noteFirstTexts(world, [message.contact]);
}

/** What a text waited for is over once it is sent; that a sent one was made anew stays. For a pipeline. */
export const REASON_ONCE_SENT = { $cond: [{ $eq: ['$state', 'sent'] }, '$reason', null] };

/** Notes that these contacts have read who we are, where they had not before. */
export async function noteFirstTexts(
  { store, clock }: Pick<DeliverWorld, 'store' | 'clock'>,
  contacts: readonly string[],
): Promise<void> {
  if (contacts.length === 0) return;
  await store.contacts.updateMany(
    { _id: { $in: contacts }, firstTextAt: null },
    { $set: { firstTextAt: clock.now() } },
  );
}

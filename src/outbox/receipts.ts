import type { Receipt } from '#channels';
import { type Message, type ProviderStatus, statusRank } from '#domain';
import { actOnError, bindProviderId, type DeliverWorld } from './deliver.ts';

type World = Pick<DeliverWorld, 'store' | 'clock' | 'log' | 'pace'>;

export type ReceiptOutcome =
  | { kind: 'stored' }
  | { kind: 'ignored'; reason: 'unknown_message' | 'unknown_status' | 'older' | 'other_send' };

/**
 * Stores a receipt. They come late, repeated and in any order: a status never goes back. One that comes
 * before the create's answer was stored, or instead of it, brings the provider's id.
 */
export async function recordReceipt(
  world: World,
  receipt: Receipt,
  messageId: string | null,
): Promise<ReceiptOutcome> {
  const { status, providerId } = receipt;
  if (!status) return { kind: 'ignored', reason: 'unknown_status' };
  const which = messageId ? { _id: messageId } : { providerId };
  const message = await world.store.messages.findOne(which).lean<Message>();
  if (!message) return { kind: 'ignored', reason: 'unknown_message' };
  if (message.providerId !== null && message.providerId !== providerId) {
    world.log.error({ message: message._id }, 'Twilio accepted a text twice');
    return { kind: 'ignored', reason: 'other_send' };
  }
  // Bound with the lowest status: what this one brings is news that must still be acted on.
  if (message.providerId === null) await bindProviderId(world, message, providerId, 'accepted');
  // First the deed, then the note of it: whoever is killed in between does it again on the next try.
  if (receipt.errorCode && isNews(message, status)) {
    await actOnError(world, message, receipt.errorCode);
  }
  const moved = await raise(world, message._id, status, receipt.errorCode);
  return moved ? { kind: 'stored' } : { kind: 'ignored', reason: 'older' };
}

function isNews({ providerStatus }: Message, status: ProviderStatus): boolean {
  return providerStatus === null || statusRank(providerStatus) < statusRank(status);
}

async function raise(
  world: World,
  id: string,
  status: ProviderStatus,
  errorCode: string | null,
): Promise<boolean> {
  const lower = LOWER_THAN[status];
  const done = await world.store.messages.updateOne(
    { _id: id, $or: [{ providerStatus: null }, { providerStatus: { $in: lower } }] },
    { $set: { providerStatus: status, ...(errorCode ? { errorCode } : {}) } },
  );
  return done.modifiedCount > 0;
}

const ALL: readonly ProviderStatus[] = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'canceled',
  'failed',
  'undelivered',
  'delivered',
  'read',
];

const LOWER_THAN = Object.fromEntries(
  ALL.map((status) => [status, ALL.filter((other) => statusRank(other) < statusRank(status))]),
) as Record<ProviderStatus, ProviderStatus[]>;

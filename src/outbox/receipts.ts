import type { Receipt } from '#channels';
import { type Message, type ProviderStatus, statusRank } from '#domain';
import { type Update, updateEach } from '#storage';
import { actOnError, type ErrorWorld } from './act-on-error.ts';
import { bindProviderId, noteFirstTexts, REASON_ONCE_SENT } from './bind.ts';
import { UNASKED } from './claim.ts';
import { queueFor } from './compose.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { sendAgain } from './send-again.ts';

export type ReceiptWorld = ErrorWorld & Pick<DeliverWorld, 'pace'>;

/** A receipt, and the id of our text that its address brought; null where it brought none. */
export type Arrived = { receipt: Receipt; messageId: string | null };

/** The reason on a text that was made anew: whoever counts what was sent counts the new one. */
export const REPLACED = 'replaced';

type Known = Arrived & { status: ProviderStatus };

/**
 * Stores receipts as one group. They come late, repeated and in any order: a status never goes back. One
 * that comes before the create's answer was stored, or instead of it, brings the provider's id. A receipt of
 * an unknown text or an unknown status is passed over.
 */
export async function recordReceipts(
  world: ReceiptWorld,
  arrived: readonly Arrived[],
): Promise<void> {
  const known = arrived.flatMap((one): Known[] => {
    const { status } = one.receipt;
    return status ? [{ ...one, status }] : [];
  });
  const plain = known.filter(({ receipt }) => !receipt.errorCode);
  const [done, ...others] = await Promise.allSettled([
    recordPlain(world, plain),
    ...known.filter(({ receipt }) => receipt.errorCode).map((one) => recordOne(world, one)),
  ]);
  const failed = [done, ...others].find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Receipts that bring no error: one command, where each is of a text that is bound, or of one that may be
 * bound by itself and has only come into Twilio's queue, which is how far most have come before our own note
 * of the create's answer.
 */
async function recordPlain(world: ReceiptWorld, plain: readonly Known[]): Promise<void> {
  const furthest = furthestOf(plain);
  const updates = [
    ...raisingBound(furthest),
    ...furthest.flatMap((one) => binding(world, one) ?? []),
  ];
  const { matched } = await updateEach(world.store.messages, updates);
  if (matched < furthest.length) await recordUnbound(world, furthest);
}

/** Of each of Twilio's ids the receipt that says most. */
function furthestOf(plain: readonly Known[]): Known[] {
  const byId = new Map<string, Known>();
  for (const one of plain) {
    const { providerId } = one.receipt;
    const other = byId.get(providerId);
    if (!other || statusRank(other.status) < statusRank(one.status)) byId.set(providerId, one);
  }
  return [...byId.values()];
}

/** Raises the texts that have these ids, those that come to one status together. */
function raisingBound(known: readonly Known[]): Update[] {
  return [...Map.groupBy(known, ({ status }) => status)].map(([status, those]) => ({
    filter: { providerId: { $in: those.map(({ receipt }) => receipt.providerId) } },
    update: [{ $set: { providerStatus: raisedTo(status) } }],
    many: true,
  }));
}

/** Binds a text of which nothing is to be noted besides, where this is a first receipt and no note came before. */
function binding(
  world: ReceiptWorld,
  { receipt: { providerId }, messageId, status }: Known,
): Update | null {
  if (!messageId || statusRank(status) > statusRank('queued')) return null;
  return {
    filter: { _id: messageId, providerId: null, identifies: false, kind: { $in: UNASKED } },
    update: {
      $set: {
        state: 'sent',
        reason: null,
        providerId,
        providerStatus: status,
        sentAt: world.clock.now(),
      },
    },
  };
}

/**
 * For those among them that bring the id of a text of which more is to be noted (a reply, or one that says
 * who we are), or that bring it late. What is of no text of ours, or of another send, is told or passed over.
 */
async function recordUnbound(world: ReceiptWorld, plain: readonly Known[]): Promise<void> {
  const { messages } = world.store;
  const ids = plain.flatMap(({ messageId }) => messageId ?? []);
  const found = await messages.find({ _id: { $in: ids } }).lean<Message[]>();
  const byId = new Map(found.map((message) => [message._id, message]));
  const of = ({ messageId }: Known) => byId.get(messageId ?? '');
  for (const one of plain) warnOfOtherSend(world, of(one), one);
  const replies = plain.filter((one) => isUnbound(of(one)) && isReply(of(one)));
  for (const one of replies) await recordOne(world, one);
  // Bound meanwhile by the note of the create's answer, it may still be to be raised.
  const rest = plain.filter((one) => isLower(of(one), one) && !replies.includes(one));
  await updateEach(
    messages,
    rest.map((one) => raisingOrBinding(world, one)),
  );
  const identifying = rest.flatMap((one) => {
    const message = of(one);
    return message?.identifies && isUnbound(message) ? message.contact : [];
  });
  await noteFirstTexts(world, [...new Set(identifying)]);
}

function isUnbound(message: Message | undefined): boolean {
  return message !== undefined && message.providerId === null;
}

function isReply(message: Message | undefined): boolean {
  return message !== undefined && queueFor(message.kind) === 'deliver';
}

function isLower(message: Message | undefined, { status }: Known): boolean {
  return message !== undefined && (isUnbound(message) || isNews(message, status));
}

/** Raises a status, if it is higher, on a text that has this provider's id, or has none and gets it. */
function raisingOrBinding(world: ReceiptWorld, { receipt, messageId, status }: Known): Update {
  const { providerId } = receipt;
  const values = {
    state: 'sent',
    reason: REASON_ONCE_SENT,
    providerId,
    sentAt: { $ifNull: ['$sentAt', world.clock.now()] },
    providerStatus: raisedTo(status),
  };
  return {
    filter: { _id: messageId, $or: [{ providerId }, { providerId: null }] },
    update: [{ $set: values }],
  };
}

/** The status a text comes to by a receipt, in an update: this one, unless it has come further. */
function raisedTo(status: ProviderStatus) {
  const lower = [null, ...LOWER_THAN[status]];
  const raised = { $in: [{ $ifNull: ['$providerStatus', null] }, lower] };
  return { $cond: [raised, status, '$providerStatus'] };
}

/** One receipt by itself, with all that it asks of us. */
async function recordOne(world: ReceiptWorld, one: Known): Promise<void> {
  const { receipt, messageId, status } = one;
  const { providerId, errorCode } = receipt;
  const which = messageId ? { _id: messageId } : { providerId };
  const message = await world.store.messages.findOne(which).lean<Message>();
  if (!message || warnOfOtherSend(world, message, one)) return;
  // Bound with the lowest status: what this one brings is news that must still be acted on.
  if (message.providerId === null) await bindProviderId(world, message, providerId, 'accepted');
  // First the deed, then the note of it: whoever is killed in between does it again on the next try.
  const again =
    errorCode && isNews(message, status) ? await actOnError(world, message, errorCode) : null;
  if (again) await sendAgain(world, message, again, world.clock.now());
  const replaced = again ? { reason: REPLACED } : {};
  const lower = { $in: LOWER_THAN[status] };
  await world.store.messages.updateOne(
    { _id: message._id, $or: [{ providerStatus: null }, { providerStatus: lower }] },
    { $set: { providerStatus: status, ...(errorCode ? { errorCode } : {}), ...replaced } },
  );
}

/** Whether a receipt is of another send of the text than the one we know: that must never be. */
function warnOfOtherSend(
  { log }: ReceiptWorld,
  message: Message | undefined,
  { receipt }: Known,
): boolean {
  const isOther = Boolean(message?.providerId && message.providerId !== receipt.providerId);
  if (isOther) log.error({ message: message?._id }, 'Twilio accepted a text twice');
  return isOther;
}

function isNews({ providerStatus }: Message, status: ProviderStatus): boolean {
  return providerStatus === null || statusRank(providerStatus) < statusRank(status);
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

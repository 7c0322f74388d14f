import { classOfError, type MessageChannel } from '#channels';
import {
  ChannelError,
  type Contact,
  closesAt,
  type Log,
  type Message,
  MINUTE,
  SECOND,
} from '#domain';
import type { Queues } from '#queue';
import type { Store } from '#storage';
import { honourCarrierStop } from './carrier-stop.ts';
import { claimHolds, claimNext, endClaim } from './claim.ts';
import { type GateFacts, passGate } from './gate.ts';
import { type GateWorld, gatherFacts } from './gather-facts.ts';
import { type Pace, waitForPace } from './pace.ts';

export type DeliverWorld = GateWorld & {
  store: Store;
  channel: MessageChannel;
  queue: Pick<Queues, 'enqueue'>;
  pace: Pace;
  log: Log;
};

/** How soon to look again while another text to the same person is under way. */
const BUSY_MS = 300;

/**
 * Sends what is due to one contact from one queue, oldest first, until nothing is left. Each text is
 * claimed, passes the gate again, and goes once: an outcome that is not known stays claimed and is looked
 * up at Twilio.
 */
export async function deliver(
  world: DeliverWorld,
  contactId: string,
  queue: 'deliver' | 'bulk',
): Promise<void> {
  for (;;) {
    // What must wait for the sender's rate, the sweep hands on when it may go.
    if (queue === 'bulk' && (await waitForPace(world)) > 0) return;
    const message = await claimNext(world, contactId, queue);
    if (message === 'none') return;
    if (message === 'busy') {
      await world.queue.enqueue([{ queue, job: { contact: contactId }, delayMs: BUSY_MS }]);
      return;
    }
    await deliverOne(world, message);
  }
}

async function deliverOne(world: DeliverWorld, message: Message): Promise<void> {
  const contact = await world.store.contacts.findById(message.contact).lean<Contact>();
  if (!contact) {
    await endClaim(world, message, { state: 'cancelled', reason: 'erased' });
    return;
  }
  const facts = await gatherFacts(world, message, contact);
  const verdict = passGate(facts);
  if (verdict.kind === 'withhold') {
    await endClaim(world, message, { state: 'withheld', reason: verdict.reason });
  } else if (verdict.kind === 'wait') {
    const later = { state: 'queued', dueAt: verdict.until, reason: verdict.reason } as const;
    await endClaim(world, message, later);
  } else if (claimHolds(world, message)) {
    await send(world, message, contact, facts);
  } else {
    await endClaim(world, message, { state: 'queued' });
  }
}

async function send(
  world: DeliverWorld,
  message: Message,
  contact: Contact,
  facts: GateFacts,
): Promise<void> {
  const { clock, channel } = world;
  try {
    const accepted = await channel.send({
      messageId: message._id,
      channel: message.channel,
      phone: contact.phone,
      body: message.body,
      media: message.media ?? null,
      buttons: message.buttons ?? null,
      validForSeconds: (validityEnd(message, facts).getTime() - clock.now().getTime()) / SECOND,
    });
    await bindProviderId(world, message, accepted.providerId, accepted.status);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    await settleRefusal(world, message, error);
  }
}

/** No text may lie in the carrier's queue until after the hard limits, or beyond its own use. */
function validityEnd(message: Message, { place, now }: GateFacts): Date {
  if (message.hours === 'any') return message.validUntil;
  const limits = message.hours === 'urgent' ? 'urgent' : 'hard';
  const closes = closesAt({ at: now, ...place, limits });
  return closes && closes < message.validUntil ? closes : message.validUntil;
}

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
    providerId,
    sentAt: { $ifNull: ['$sentAt', now] },
    providerStatus: { $ifNull: ['$providerStatus', status] },
  };
  const { modifiedCount } = await world.store.messages.updateOne(
    { _id: message._id, $or: [{ providerId: null }, { providerId }] },
    [{ $set: values }],
    { updatePipeline: true },
  );
  if (modifiedCount === 0) return;
  await world.pace.spend(message.segments);
  if (message.identifies) {
    await world.store.contacts.updateOne(
      { _id: message.contact, firstTextAt: null },
      { $set: { firstTextAt: now } },
    );
  }
}

async function settleRefusal(
  world: DeliverWorld,
  message: Message,
  error: ChannelError,
): Promise<void> {
  const { code } = error;
  world.log.warn({ message: message._id, code, unknown: error.unknown }, 'a text was not accepted');
  // It may have been accepted all the same: it stays claimed, and is looked up after the SDK's time-out.
  if (error.unknown) return;
  if (error.retryable) {
    const dueAt = new Date(world.clock.now().getTime() + backoff(message.attempts));
    await endClaim(world, message, { state: 'queued', dueAt, errorCode: code });
    return;
  }
  // The deed before the note: killed in between, an opt-out would be lost. Both may be done again.
  await actOnError(world, message, code);
  await endClaim(world, message, { state: 'failed', reason: code, errorCode: code });
}

/** What an error says about the person or her number, whether it came at once or in a receipt. */
export async function actOnError(
  world: Pick<DeliverWorld, 'store' | 'clock' | 'log'>,
  message: Message,
  code: string,
): Promise<void> {
  const kind = classOfError(code);
  if (kind === 'opted_out') await honourCarrierStop(world, message);
  if (kind === 'number_dead') {
    await world.store.contacts.updateOne({ _id: message.contact }, { $set: { numberDead: true } });
  }
  if (kind === 'operator') {
    world.log.error(
      { message: message._id, code },
      'Twilio wants its settings changed: see the code',
    );
  }
}

/** Milliseconds until the next try: 1, 2, 4 … seconds, at most five minutes. */
function backoff(attempts: number): number {
  return Math.min(SECOND * 2 ** Math.max(0, attempts - 1), 5 * MINUTE);
}

import { asSms, type Contact, type Message, MINUTE, SECOND } from '#domain';
import { bindProviderId } from './bind.ts';
import { CLAIM_DEADLINE_MS, endClaim } from './claim.ts';
import { hintsFor, queueFor } from './compose.ts';
import type { DeliverWorld } from './deliver-world.ts';

/**
 * Our clock may be ahead of Twilio's. An earlier text with the same words is not taken for this one: it is
 * bound, since only one at a time is under way to a person.
 */
const CLOCKS_AGREE_WITHIN = MINUTE;

/** After this long a claim without a provider id is neither under way nor about to be. */
export function lookUpAfterMs(timeoutMs: number): number {
  return CLAIM_DEADLINE_MS + timeoutMs + 5 * SECOND;
}

/**
 * Settles a text whose create was never answered. Twilio has no idempotency key: what it lists for this
 * number, made since the claim with this very text and bound to no other of ours, is it; if there is none,
 * the text goes again.
 */
export async function lookUp(
  world: DeliverWorld & { timeoutMs: number },
  messageId: string,
): Promise<'bound' | 'again' | 'settled'> {
  const message = await world.store.messages.findById(messageId).lean<Message>();
  if (message?.state !== 'sending' || !message.claimedAt) return 'settled';
  const age = world.clock.real().getTime() - message.claimedAt.getTime();
  if (age < lookUpAfterMs(world.timeoutMs)) return 'settled';
  const contact = await world.store.contacts.findById(message.contact).lean<Contact>();
  const found = contact ? await findAtProvider(world, message, contact) : null;
  if (found) {
    await bindProviderId(world, message, found.providerId, found.status);
    return 'bound';
  }
  if (await endClaim(world, message, { state: 'queued' })) {
    // A group pays before it sends; this text will be paid for when it goes. (Of a worker that was killed in
    // the moment before it paid, a group is given back that nobody paid.)
    if (queueFor(message.kind) === 'bulk') await world.pace.spend(-message.segments);
    await world.queue.enqueue(hintsFor([{ ...message, state: 'queued' }], world.clock.now()));
  }
  return 'again';
}

async function findAtProvider(world: DeliverWorld, message: Message, contact: Contact) {
  const { clock } = world;
  // A Twilio on this machine may live by the moved clock, the real one never does.
  const moved = Math.min(0, clock.now().getTime() - clock.real().getTime());
  const since = new Date(Number(message.claimedAt) + moved - CLOCKS_AGREE_WITHIN);
  const listed = await world.channel.listSent(message.channel, contact.phone, since);
  const same = listed.filter((sent) => isSame(message, sent.body));
  const ids = same.map((sent) => sent.providerId);
  const bound = new Set(
    await world.store.messages.distinct('providerId', { providerId: { $in: ids } }),
  );
  return same.find((sent) => !bound.has(sent.providerId)) ?? null;
}

/** Of a template we know what was put into it, and not the words around that. */
function isSame({ body, template }: Message, sent: string): boolean {
  if (sent === body || sent === asSms(body)) return true;
  const values = Object.values(template?.variables ?? {});
  return values.length > 0 && values.every((value) => sent.includes(value));
}

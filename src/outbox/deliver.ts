import type { Contact, Message } from '#domain';
import { bindProviderId } from './bind.ts';
import { claimHolds, claimNext, endClaim, FRESH_MS } from './claim.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { gatherFacts } from './gather-facts.ts';
import { heldBack, sendOne } from './send-one.ts';

/** How soon to look again while another text to the same person is under way. */
export const BUSY_MS = 300;

/**
 * A turn that has just been committed: the text it claimed as it stored it, how many more it left to be sent
 * at once, and the contact as it locked her, which is not read again while that is fresh.
 */
export type JustAnswered = {
  claimed: Message | null;
  texts: number;
  contact: Contact;
  readAt: Date;
};

/**
 * Sends the replies that are due to one contact, oldest first: until nothing is left, or as many as a turn
 * has just left. Each text is claimed, passes the gate again, and goes once: an outcome that is not known
 * stays claimed and is looked up at Twilio.
 */
export async function deliver(
  world: DeliverWorld,
  contactId: string,
  answered?: JustAnswered,
): Promise<void> {
  if (answered?.claimed) await deliverOne(world, answered.claimed, answered);
  for (let left = answered?.texts ?? Number.POSITIVE_INFINITY; left > 0; left -= 1) {
    const message = await claimNext(world, contactId);
    if (message === 'none') return;
    if (message === 'busy') {
      const again = { queue: 'deliver', job: { contact: contactId }, delayMs: BUSY_MS } as const;
      await world.queue.enqueue([again]);
      return;
    }
    await deliverOne(world, message, answered);
  }
}

async function deliverOne(
  world: DeliverWorld,
  message: Message,
  answered: JustAnswered | undefined,
): Promise<void> {
  const contact = isFresh(world, answered)
    ? answered.contact
    : await world.store.contacts.findById(message.contact).lean<Contact>();
  if (!contact) {
    await endClaim(world, message, { state: 'cancelled', reason: 'erased' });
    return;
  }
  const facts = await gatherFacts(world, message, contact);
  const held = heldBack(facts);
  if (held || !claimHolds(world, message)) {
    await endClaim(world, message, held ?? { state: 'queued' });
    return;
  }
  const outcome = await sendOne(world, message, contact, facts);
  if (outcome.kind === 'accepted') {
    await bindProviderId(world, message, outcome.providerId, outcome.status);
  }
  if (outcome.kind === 'over') await endClaim(world, message, outcome.change);
}

function isFresh(
  { clock }: DeliverWorld,
  answered: JustAnswered | undefined,
): answered is JustAnswered {
  return answered !== undefined && clock.real().getTime() - answered.readAt.getTime() < FRESH_MS;
}

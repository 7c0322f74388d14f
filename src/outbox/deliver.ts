import type { Contact, Message } from '#domain';
import { bindProviderId } from './bind.ts';
import { claimHolds, claimNext, endClaim } from './claim.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { gatherFacts } from './gather-facts.ts';
import { heldBack, sendOne } from './send-one.ts';

/** How soon to look again while another text to the same person is under way. */
export const BUSY_MS = 300;

/**
 * Sends the replies that are due to one contact, oldest first, until nothing is left. Each text is claimed,
 * passes the gate again, and goes once: an outcome that is not known stays claimed and is looked up at
 * Twilio.
 */
export async function deliver(world: DeliverWorld, contactId: string): Promise<void> {
  for (;;) {
    const message = await claimNext(world, contactId);
    if (message === 'none') return;
    if (message === 'busy') {
      const again = { queue: 'deliver', job: { contact: contactId }, delayMs: BUSY_MS } as const;
      await world.queue.enqueue([again]);
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

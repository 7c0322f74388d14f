import { type Contact, DAY } from '#domain';
import type { Hint } from '#queue';
import { stopEverything } from './host/consent-steps.ts';
import { endConversations, inTurn } from './in-turn.ts';
import type { ConversationWorld, Manner } from './turn.ts';

/** How long a message that may have been an opt-out waits for her to say (design §6). */
export const SUSPENDED_FOR = DAY;

/**
 * A suspension that nothing has ended in a day is an opt-out, whatever became of the question: it may have
 * been refused, or answered so that nobody understood.
 */
export async function lapseSuspension(
  world: ConversationWorld,
  contactId: string,
): Promise<Hint[]> {
  const contact = await world.store.contacts.findById(contactId).lean<Contact>();
  const since = contact?.consent.suspendedAt;
  if (!since || world.clock.now().getTime() - since.getTime() < SUSPENDED_FOR) return [];
  const manner: Manner = { kind: 'fixed', hours: 'usual', validUntil: world.clock.now() };
  const cause = `suspension:${contactId}:${since.getTime()}`;
  return inTurn(world, contactId, cause, manner, async (turn) => {
    if (!turn.contact.consent.suspendedAt) return;
    await endConversations(world, turn);
    await stopEverything(world, turn);
  });
}

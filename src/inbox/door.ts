import { lockContact, recordConsent } from '#contacts';
import {
  type Clock,
  type Contact,
  confirmationDueFor,
  isCarrierKeyword,
  isStopWord,
} from '#domain';
import { cancelQueued } from '#outbox';
import type { Inbound, Store, Transaction } from '#storage';
import type { UnderstandingContext, Understood } from '#understanding';

export type Understand = (text: string, context: UnderstandingContext) => Understood;

export type DoorWorld = { store: Store; clock: Clock; understand: Understand };

/**
 * Whether a message asks us to stop, seen before the webhook answers: by the carrier's word, a stop word
 * alone, or sure words in either language. Unsure words suspend what is unasked until she is asked.
 */
export async function readAtDoor(
  world: DoorWorld,
  contact: string,
  message: Pick<Inbound, 'body' | 'optOutType'>,
): Promise<Inbound['door']> {
  if (message.optOutType === 'STOP') return 'opted_out';
  if (isCarrierKeyword(message.body) || isStopWord(message.body)) return 'opted_out';
  const context = { expects: null, options: [], confirmed: false, optedOut: false };
  const first = world.understand(message.body, context);
  if (!first.intents.includes('opt_out')) return null;
  // "Cancelar" means the seat to a family that has one.
  const confirmed = await hasSeat(world, contact);
  const understood = confirmed ? world.understand(message.body, { ...context, confirmed }) : first;
  if (!understood.intents.includes('opt_out')) return null;
  return understood.confirmNeeded ? 'suspended' : 'opted_out';
}

async function hasSeat({ store }: DoorWorld, contact: string): Promise<boolean> {
  return (await store.rsvps.exists({ contact, state: { $in: ['yes', 'offered'] } })) !== null;
}

/**
 * Writes what the door saw: the ledger, and what was queued is cancelled, in the transaction that records
 * the message itself, so that neither stands without the other.
 */
export async function honourAtDoor(
  world: DoorWorld,
  message: Inbound & { contact: string },
  tx: Transaction,
): Promise<Inbound> {
  const contact = await lockContact(world, message.contact, tx);
  const entry = {
    scope: 'all',
    at: message.receivedAt,
    medium: message.optOutType === 'STOP' ? 'carrier' : 'text',
    words: message.body,
    by: 'contact',
  } as const;
  if (message.door === 'suspended') {
    if (contact.consent.optedOutAt || contact.consent.suspendedAt) return message;
    const cause = `suspended:${message.providerId}`;
    await recordConsent(world, contact, { ...entry, change: 'suspended', cause }, tx);
    return message;
  }
  const cause = `opted_out:${message.providerId}`;
  await recordConsent(world, contact, { ...entry, change: 'opted_out', cause }, tx);
  await cancelQueued(world, contact._id, tx);
  return { ...message, confirm: confirmationIsOurs(contact, message) };
}

/** One confirmation in all (47 CFR 64.1200(a)(12)): none to her who had opted out before. */
function confirmationIsOurs(before: Contact, message: Inbound): boolean {
  return before.consent.optedOutAt === null && confirmationDueFor(message);
}

import { lockContact, recordConsent } from '#contacts';
import {
  type Clock,
  type Contact,
  confirmationDueFor,
  isCarrierKeyword,
  isStopWord,
  STANDING_STATES,
} from '#domain';
import { cancelQueued } from '#outbox';
import type { Inbound, Store, Transaction } from '#storage';
import type { UnderstandingContext, Understood } from '#understanding';
import { askedOf } from './open-question.ts';

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
  const bare = { expects: null, options: [], confirmed: false, optedOut: false };
  // Read by itself first: few messages speak of stopping, and only those need her moment looked up.
  if (!speaksOfStopping(world.understand(message.body, bare))) return null;
  const [asked, confirmed] = await Promise.all([
    askedOf(world, contact),
    // "Cancelar" means the seat to a family that has one, and "no gracias" her place.
    countsOnOne(world, contact),
  ]);
  const understood = world.understand(message.body, { ...bare, ...asked, confirmed });
  if (!speaksOfStopping(understood)) return null;
  return understood.confirmNeeded ? 'suspended' : 'opted_out';
}

function speaksOfStopping({ intents }: Understood): boolean {
  return intents.includes('opt_out');
}

async function countsOnOne({ store }: DoorWorld, contact: string): Promise<boolean> {
  return (await store.rsvps.exists({ contact, state: { $in: STANDING_STATES } })) !== null;
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
  await cancelQuestions(world, contact._id, tx);
  return { ...message, confirm: confirmationIsOurs(contact, message) };
}

/** No question may reach her after she said stop, not even the one whether she agrees. */
async function cancelQuestions({ store }: DoorWorld, contact: string, tx: Transaction) {
  const asked = await store.conversations
    .distinct('question', { contact, open: true, question: { $ne: null } })
    .session(tx);
  await store.messages.updateMany(
    { _id: { $in: asked }, state: 'queued' },
    { $set: { state: 'cancelled', reason: 'opted_out' } },
    { session: tx },
  );
}

/** One confirmation in all (47 CFR 64.1200(a)(12)): none to her who had opted out before. */
function confirmationIsOurs(before: Contact, message: Inbound): boolean {
  return before.consent.optedOutAt === null && confirmationDueFor(message);
}

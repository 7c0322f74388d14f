import type { Understood } from '#understanding';
import { nearestWorkshop } from '#workshops';
import { beginConversation, drive } from './drive.ts';
import { confirmOptOut, recordInTurn } from './host/consent-steps.ts';
import type { OpenQuestions } from './open-questions.ts';
import { say } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** The door has written the ledger; here her questions end and the one confirmation is said. */
export async function afterOptOut(
  world: ConversationWorld,
  turn: Turn,
  { open }: OpenQuestions,
): Promise<void> {
  for (const { stored } of open) {
    stored.open = false;
    turn.touched.add(stored);
  }
  // An offer that cannot be answered any more goes on to the next family at once.
  await world.store.rsvps.updateMany(
    { contact: turn.contact._id, state: 'offered' },
    { $set: { offerUntil: world.clock.now() } },
    { session: turn.tx },
  );
  if (turn.inbound?.confirm) await confirmOptOut(world, turn);
}

/** START, or as clear a request, gives consent again and lifts the carrier's block. */
export async function optInAgain(world: ConversationWorld, turn: Turn): Promise<void> {
  const { consent } = turn.contact;
  if (consent.carrierBlockedAt) await recordInTurn(world, turn, 'carrier_unblocked');
  await recordInTurn(world, turn, 'granted');
  await say(world, turn, { namespace: 'common', key: 'opted_in_again', values: {} }, null);
}

/** After an opt-out only a clear request, or a yes to the one question, opens the way again. */
export async function fromOptedOut(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
  understood: Understood,
): Promise<void> {
  if (question?.flow === 'consent_request') {
    return drive(world, turn, question, { kind: 'message', understood });
  }
  if (understood.intents.includes('opt_in')) return optInAgain(world, turn);
  if (understood.intents.includes('yes')) return requestConsent(world, turn);
  if (turn.inbound) turn.inbound.forPerson = 'wrote_after_opt_out';
}

/** Whether a message may have been an opt-out, of everything or of one date. */
export function isOptOutQuestion(door: string | null, understood: Understood): boolean {
  if (door === 'suspended' || understood.intents.includes('wrong_number')) return true;
  const unsure = understood.intents.includes('cancel') && understood.confirmNeeded;
  return unsure || understood.intents.includes('opt_out');
}

/** It may have been an opt-out: she is asked once, and what is unasked waits until she has said. */
export async function askWhetherToStop(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
  understood: Understood,
): Promise<void> {
  const asks = question?.flow === 'opt_out_check' || question?.flow === 'consent_request';
  if (question && asks) return drive(world, turn, question, { kind: 'message', understood });
  if (!turn.contact.consent.suspendedAt) await recordInTurn(world, turn, 'suspended');
  const near = await nearestWorkshop(world, turn.contact, turn.tx);
  const seat = near?.rsvp.state === 'yes';
  const stored = beginConversation(world, turn, 'opt_out_check', seat ? near.workshop._id : null);
  await drive(world, turn, stored, { kind: 'start', facts: { seat }, understood: null });
}

/** The one consent request: her own message is how the number was given. */
export async function requestConsent(world: ConversationWorld, turn: Turn): Promise<void> {
  await recordInTurn(world, turn, 'number_given');
  await recordInTurn(world, turn, 'requested');
  const stored = beginConversation(world, turn, 'consent_request', null);
  await drive(world, turn, stored, { kind: 'start', facts: {}, understood: null });
}

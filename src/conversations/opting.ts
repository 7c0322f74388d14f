import { tokens } from '#domain';
import type { Understood } from '#understanding';
import { nearestWorkshop } from '#workshops';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import { confirmOptOut, recordInTurn } from './host/consent-steps.ts';
import { endConversations } from './in-turn.ts';
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
  // Those whose question has not reached her yet end too, or their silence would be taken for an answer.
  await endConversations(world, turn);
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
  const isBlocked = consent.carrierBlockedAt || consent.whatsappBlockedAt;
  if (isBlocked) await recordInTurn(world, turn, 'carrier_unblocked');
  await recordInTurn(world, turn, 'granted');
  // She has answered both in clear words; left open, a day of silence would opt her out again.
  await endConversations(world, turn, { flow: { $in: ['opt_out_check', 'consent_request'] } });
  // Twilio has answered what it names the kind of.
  if (turn.inbound?.optOutType) return;
  await say(world, turn, { namespace: 'common', key: 'opted_in_again', values: {} }, null);
}

/**
 * After an opt-out only a clear request, or a yes to the one question, opens the way again; what may be one
 * gets the question. What is neither is for a person: not even "we did not understand" goes to who has said
 * stop.
 */
export async function fromOptedOut(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
  understood: Understood,
): Promise<void> {
  const said = (intent: Understood['intents'][number]) => understood.intents.includes(intent);
  const refuses = said('opt_out') && !understood.confirmNeeded;
  if (question?.flow === 'consent_request' && (said('opt_in') || refuses)) {
    return drive(world, turn, question, { kind: 'message', understood });
  }
  if (said('opt_in') && !understood.confirmNeeded) return optInAgain(world, turn);
  const mayMean = said('opt_in') || (said('yes') && isBare(turn.inbound?.body ?? ''));
  if (mayMean) return askForConsentAgain(world, turn);
  if (turn.inbound) turn.inbound.forPerson = 'wrote_after_opt_out';
}

/** "Sí", "yes please", "sí por favor": no thumb, which may answer anything, and no "vamos 3". */
function isBare(body: string): boolean {
  const words = tokens(body);
  return words.length <= 3 && words.every((word) => /^\p{L}+$/u.test(word));
}

/** A bare yes is no consent: it gets the question, unless that is on its way already. */
async function askForConsentAgain(world: ConversationWorld, turn: Turn): Promise<void> {
  const { carrierBlockedAt } = turn.contact.consent;
  const liftsBlock = turn.inbound?.channel === 'sms' && /^\s*yes\s*$/i.test(turn.inbound.body);
  // Alone in an SMS, YES is one of Twilio's own words to begin again (twilio.md §3).
  if (carrierBlockedAt && liftsBlock) await recordInTurn(world, turn, 'carrier_unblocked');
  if (!(await isBeingAsked(world, turn, 'consent_request'))) await requestConsent(world, turn);
}

/** Whether a flow's question to her is stored but has not reached her: two messages at once ask once. */
async function isBeingAsked(world: ConversationWorld, turn: Turn, flow: string): Promise<boolean> {
  const questions = await world.store.conversations
    .distinct('question', { contact: turn.contact._id, flow, open: true })
    .session(turn.tx);
  const onItsWay = await world.store.messages
    .exists({ _id: { $in: questions }, state: { $in: ['queued', 'sending'] } })
    .session(turn.tx);
  return onItsWay !== null;
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
  if (await isBeingAsked(world, turn, 'opt_out_check')) return;
  if (!turn.contact.consent.suspendedAt) await recordInTurn(world, turn, 'suspended');
  const near = await nearestWorkshop(world, turn.contact, turn.tx);
  const seat = near?.rsvp.state === 'yes';
  const stored = beginConversation(world, turn, 'opt_out_check', seat ? near.workshop._id : null);
  stored.interrupts = question?._id ?? null;
  await drive(world, turn, stored, { kind: 'start', facts: { seat }, understood: null });
}

/** The one consent request: her own message is how the number was given. */
export async function requestConsent(world: ConversationWorld, turn: Turn): Promise<void> {
  await recordInTurn(world, turn, 'number_given');
  await recordInTurn(world, turn, 'requested');
  const stored = beginConversation(world, turn, 'consent_request', null);
  await drive(world, turn, stored, { kind: 'start', facts: {}, understood: null });
}

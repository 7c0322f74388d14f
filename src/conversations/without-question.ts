import { isTopic, needsWorkshop } from '#content';
import type { Rsvp, Workshop } from '#domain';
import type { Facts } from '#engine';
import type { Intent, Understood } from '#understanding';
import { cancelledFor, nearestWorkshop, nextAtSites } from '#workshops';
import { answerTopic } from './answer-topic.ts';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import { handOff } from './hand-off.ts';
import { endConversations } from './in-turn.ts';
import { optInAgain, requestConsent } from './opting.ts';
import { isAsking } from './queue-conversation.ts';
import { workshopFacts } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * No question is open: it is about a workshop she is part of or could be, or for a person. `unsent` are her
 * conversations whose question waits for its hour.
 */
export async function withoutQuestion(
  world: ConversationWorld,
  turn: Turn,
  understood: Understood,
  unsent: readonly Stored[],
): Promise<void> {
  const { contact } = turn;
  const near = await nearestWorkshop(world, contact, turn.tx);
  if (near) {
    await aboutWorkshop(world, turn, understood, near.workshop, near.rsvp);
    return withholdInvitation(world, turn, unsent, near.workshop);
  }
  if (!contact.consent.granted.workshops) {
    const asksForTexts = understood.intents.includes('opt_in') && !understood.confirmNeeded;
    if (asksForTexts) return optInAgain(world, turn);
    if (contact.consent.requestedAt === null) return requestConsent(world, turn);
  }
  if (understood.intents.every((intent) => intent === 'thanks')) return;
  const next = await nextAtSites(world, contact, turn.tx);
  if (next) {
    await aboutWorkshop(world, turn, understood, next, null);
    return withholdInvitation(world, turn, unsent, next);
  }
  const off = await cancelledFor(world, contact, turn.tx);
  if (off && isAboutOff(understood)) return answerTopic(world, turn, off._id, 'cancelled');
  const topic = understood.facts.topic;
  if (topic) return answerTopic(world, turn, null, topic);
  return handOff(world, turn, 'unclear');
}

/** What says how she takes part in a workshop. */
const TAKES_PART: Intent[] = ['cancel', 'no', 'maybe', 'yes', 'party_size', 'late'];

/** Whether that her workshop is off answers a message: it says how she takes part, or asks when or where. */
function isAboutOff({ intents, facts: { topic } }: Understood): boolean {
  if (topic) return isTopic(topic) && needsWorkshop(topic);
  return intents.some((intent) => TAKES_PART.includes(intent));
}

/**
 * What she writes by herself changes an answer or asks something. A greeting from who was not invited yet
 * is answered with the invitation itself.
 */
async function aboutWorkshop(
  world: ConversationWorld,
  turn: Turn,
  understood: Understood,
  workshop: Workshop,
  rsvp: Rsvp | null,
): Promise<void> {
  const answered = rsvp !== null && rsvp.state !== 'invited';
  const first = turn.contact.firstTextAt === null;
  const booking = rsvp ? bookingFacts(rsvp) : { seat: false };
  const facts: Facts = { ...workshopFacts(workshop), first, answered, ...booking };
  const stored = beginConversation(world, turn, 'rsvp', workshop._id);
  const greets = rsvp === null && understood.intents.every((intent) => intent === 'other');
  const from = greets ? { understood: null } : { understood, node: 'change' };
  await drive(world, turn, stored, { kind: 'start', facts, ...from });
}

/** What is being asked of her now is not asked once more when the invitation's hour has come. */
async function withholdInvitation(
  world: ConversationWorld,
  turn: Turn,
  unsent: readonly Stored[],
  { _id: workshop }: Workshop,
): Promise<void> {
  const old = unsent.find((stored) => stored.flow === 'rsvp' && stored.workshop === workshop);
  if (!old || !isAsking(turn)) return;
  const { modifiedCount } = await world.store.messages.updateOne(
    { _id: old.question ?? '', state: 'queued' },
    { $set: { state: 'withheld', reason: 'answering' } },
    { session: turn.tx },
  );
  if (modifiedCount > 0) await endConversations(world, turn, { _id: old._id });
}

/** What a family has said before and is not asked again, in its place on the waitlist too. */
function bookingFacts({ state, party, mode, childcare }: Rsvp): Facts {
  if (state !== 'yes') return { seat: false, ...(party > 0 ? { party_size: party } : {}) };
  return { seat: true, party_size: party, mode, ...(childcare === null ? {} : { childcare }) };
}

import { isHelpWord, isStartWord, type Rsvp, type Workshop } from '#domain';
import type { Facts, Input } from '#engine';
import type { Inbound } from '#storage';
import type { Understood } from '#understanding';
import { nearestWorkshop, nextAtSites } from '#workshops';
import { answerTopic } from './answer-topic.ts';
import { wordsOfReply } from './buttons.ts';
import { asksOnlyForACall, noteCallWish } from './calls.ts';
import { beginConversation, drive } from './drive.ts';
import { handOff } from './hand-off.ts';
import { sayHelp, takeMedia } from './help-and-media.ts';
import { noteLanguage } from './her-language.ts';
import { recordInTurn } from './host/consent-steps.ts';
import { keywordOf, startByKeyword } from './keywords.ts';
import { dropPast, type OpenQuestions, questionFor } from './open-questions.ts';
import {
  afterOptOut,
  askWhetherToStop,
  fromOptedOut,
  isOptOutQuestion,
  optInAgain,
  requestConsent,
} from './opting.ts';
import { workshopFacts } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * What a message does, first rule that fits: an opt-out before all (its work was done at the door), a
 * renewed consent, help, a voice note or picture, a wish to be called, the open question, a keyword, and last what it means by
 * itself.
 */
export async function answerMessage(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<void> {
  const inbound = turn.inbound;
  if (!inbound) return;
  if (turn.contact.language === null) {
    await noteLanguage(world, turn, await understandIn(world, turn, null));
  }
  if (inbound.door === 'opted_out') return afterOptOut(world, turn, questions);
  if (inbound.optOutType) {
    // Twilio has answered it. START lifts the carrier's block, and is no consent by itself.
    if (inbound.optOutType === 'START') await recordInTurn(world, turn, 'carrier_unblocked');
    if (!isStartWord(inbound.body)) return askIfYes(world, turn, questions);
  }
  if (isStartWord(inbound.body)) return optInAgain(world, turn);
  if (isHelpWord(inbound.body)) return sayHelp(world, turn);
  const present = await dropPast(world, turn, questions);
  const question = questionFor(present, inbound);
  if (inbound.body.trim() === '' && inbound.mediaTypes.length > 0)
    return question ? drive(world, turn, question, mediaOf(inbound)) : takeMedia(world, turn);
  const understood = await understandIn(world, turn, question);
  await noteLanguage(world, turn, understood);
  if (turn.contact.consent.optedOutAt) return fromOptedOut(world, turn, question, understood);
  if (understood.facts.urgent === 'yes') return handOff(world, turn, 'urgent');
  if (isOptOutQuestion(inbound.door, understood))
    return askWhetherToStop(world, turn, question, understood);
  await noteCallWish(world, turn, understood);
  if (asksOnlyForACall(turn, question, understood)) return;
  if (question) return drive(world, turn, question, messageOf(inbound, understood));
  const keyword = keywordOf(world.content(), inbound.body);
  if (keyword) return startByKeyword(world, turn, keyword);
  if (onlyAcknowledges(understood)) return;
  return withoutQuestion(world, turn, understood);
}

/** Her message as a flow takes it: what it means, her words, and what she sent besides. */
function messageOf(inbound: Inbound, understood: Understood): Input {
  const { _id: id, body: text, mediaTypes: media } = inbound;
  return { kind: 'message', understood, text, media, id };
}

/** A voice note or picture without a word, which means nothing by itself. */
function mediaOf(inbound: Inbound): Input {
  return messageOf(inbound, {
    intents: [],
    facts: {},
    language: 'und',
    certainty: 'sure',
    confirmNeeded: false,
  });
}

/** Twilio took a bare YES as START: it gets the question, as any bare yes of who has opted out. */
async function askIfYes(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<void> {
  const understood = await understandIn(world, turn, null);
  if (turn.contact.consent.optedOutAt) return fromOptedOut(world, turn, null, understood);
  const question = turn.inbound ? questionFor(questions, turn.inbound) : null;
  if (turn.inbound?.optOutType === 'START' && question) {
    const inContext = await understandIn(world, turn, question);
    await drive(world, turn, question, messageOf(turn.inbound, inContext));
  }
}

async function understandIn(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
): Promise<Understood> {
  const waits = question?.state.waits;
  const confirmed = await world.store.rsvps
    .exists({ contact: turn.contact._id, state: { $in: ['yes', 'offered'] } })
    .session(turn.tx);
  return world.understand(turn.inbound ? wordsOfReply(turn.inbound, question) : '', {
    expects: waits?.for === 'reply' ? waits.expects : null,
    options: waits?.for === 'reply' ? waits.options : [],
    confirmed: confirmed !== null,
    optedOut: turn.contact.consent.optedOutAt !== null,
  });
}

/** What a family has said before and is not asked again, in its place on the waitlist too. */
function bookingFacts({ state, party, mode, childcare }: Rsvp): Facts {
  if (state !== 'yes') return { seat: false, ...(party > 0 ? { party_size: party } : {}) };
  return { seat: true, party_size: party, mode, ...(childcare === null ? {} : { childcare }) };
}

/** "Ok", "👍", "recibido", where nothing was asked: a text in return would only be one more buzz. */
function onlyAcknowledges({ intents, facts }: Understood): boolean {
  return facts.ack === 'yes' && intents.every((i) => i === 'other' || i === 'thanks');
}

/** No question is open: it is about a workshop she is part of or could be, or for a person. */
async function withoutQuestion(
  world: ConversationWorld,
  turn: Turn,
  understood: Understood,
): Promise<void> {
  const { contact } = turn;
  const near = await nearestWorkshop(world, contact, turn.tx);
  if (near) return aboutWorkshop(world, turn, understood, near.workshop, near.rsvp);
  if (!contact.consent.granted.workshops) {
    if (understood.intents.includes('opt_in')) return optInAgain(world, turn);
    if (contact.consent.requestedAt === null) return requestConsent(world, turn);
  }
  if (understood.intents.every((intent) => intent === 'thanks')) return;
  const next = await nextAtSites(world, contact, turn.tx);
  if (next) return aboutWorkshop(world, turn, understood, next, null);
  const topic = understood.facts.topic;
  if (topic) return answerTopic(world, turn, null, topic);
  return handOff(world, turn, 'unclear');
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

import { isHelpWord, isStartWord } from '#domain';
import type { Understood } from '#understanding';
import { drive } from './drive.ts';
import { handOff } from './hand-off.ts';
import { sayHelp, takeMedia } from './help-and-media.ts';
import { recordInTurn } from './host/consent-steps.ts';
import { keywordOf, startByKeyword } from './keywords.ts';
import { dropPast, type OpenQuestions, questionFor } from './open-questions.ts';
import {
  afterOptOut,
  askWhetherToStop,
  fromOptedOut,
  isOptOutQuestion,
  optInAgain,
} from './opting.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';
import { mediaOf, messageOf, noteLanguage, understandIn } from './understand-in.ts';
import { askWhichEvent, meantBy } from './which-event.ts';
import { withoutQuestion } from './without-question.ts';

/**
 * What a message does, first rule that fits: an opt-out before all (its work was done at the door), a
 * renewed consent, help, a voice note or picture, the open question, a keyword, and last what it means by
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
  if (question) return answerQuestion(world, turn, present, { question, understood });
  const keyword = keywordOf(world.content(), inbound.body);
  if (keyword) return startByKeyword(world, turn, keyword);
  if (onlyAcknowledges(understood)) return;
  return withoutQuestion(world, turn, understood);
}

/** Her answer goes to the question it belongs to, which may have to be asked first. */
async function answerQuestion(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
  last: { question: Stored; understood: Understood },
): Promise<void> {
  const meant = await meantBy(world, turn, questions, last);
  if ('askAbout' in meant) return askWhichEvent(world, turn, meant.askAbout);
  if (turn.inbound)
    await drive(world, turn, meant.question, messageOf(turn.inbound, meant.understood));
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

/** "Ok", "👍", "recibido", where nothing was asked: a text in return would only be one more buzz. */
function onlyAcknowledges({ intents, facts }: Understood): boolean {
  return facts.ack === 'yes' && intents.every((i) => i === 'other' || i === 'thanks');
}

import { isHelpWord, isStartWord } from '#domain';
import { isAnswer } from '#engine';
import type { Understood } from '#understanding';
import { asksOnlyForACall } from './calls.ts';
import { contentFor, drive } from './drive.ts';
import { fallSilent, isAnsweredEnough } from './fall-silent.ts';
import { hearStaff } from './hear-staff.ts';
import { sayHelp, takeMedia } from './help-and-media.ts';
import { noteLanguage } from './her-language.ts';
import { recordInTurn } from './host/consent-steps.ts';
import { humanMatter, isDanger } from './human-matter.ts';
import { inOptionWords } from './in-option-words.ts';
import { flowOfIntents, keywordOf, startByHer, startByKeyword } from './keywords.ts';
import { inListWords } from './lists/in-list-words.ts';
import { dropPast, type OpenQuestions, questionFor } from './open-questions.ts';
import {
  afterOptOut,
  askWhetherToStop,
  fromOptedOut,
  isOptOutQuestion,
  optInAgain,
} from './opting.ts';
import { callTo, hearPersonally } from './to-person.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';
import { mediaOf, messageOf, understandIn } from './understand-in.ts';
import { askWhichEvent, meantBy } from './which-event.ts';
import { withoutQuestion } from './without-question.ts';

/**
 * What a message does, first rule that fits: an opt-out before all (its work was done at the door), a
 * renewed consent, a member of staff's answer, silence to who writes like a robot, help, a voice note or picture, what is for a person (danger
 * before all), what may be an opt-out, the answer to the open
 * question, a keyword, anything else said to the open question, a flow that begins by what it means, and
 * last the workshop it is about, or a person (docs/precedence.md).
 */
export async function answerMessage(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<void> {
  const inbound = turn.inbound;
  if (!inbound) return;
  if (turn.contact.language === null) {
    await noteLanguage(world, turn, understandIn(world, turn, null));
  }
  if (inbound.door === 'opted_out') return afterOptOut(world, turn, questions);
  // Twilio has answered it. START lifts the carrier's block, and is no consent by itself.
  if (inbound.optOutType === 'START') await recordInTurn(world, turn, 'carrier_unblocked');
  const isSilent = await isAnsweredEnough(world, turn);
  if (isStartWord(inbound.body)) {
    await optInAgain(world, turn);
    if (isSilent) turn.spoken = [];
    return;
  }
  if (turn.contact.staff) return hearStaff(world, turn);
  if (isSilent) return fallSilent(world, turn);
  if (inbound.optOutType) return askIfYes(world, turn, questions);
  if (isHelpWord(inbound.body)) return sayHelp(world, turn);
  const present = await dropPast(world, turn, questions);
  const question = questionFor(present, inbound);
  if (inbound.body.trim() === '' && inbound.mediaTypes.length > 0)
    return question ? drive(world, turn, question, mediaOf(inbound)) : takeMedia(world, turn);
  const understood = understandIn(world, turn, question);
  await noteLanguage(world, turn, understood);
  const matter = humanMatter(understood);
  const answer = () => hearWords(world, turn, present, { question, understood });
  if (turn.contact.consent.optedOutAt) {
    // Nothing is said to who has said stop; in danger, staff are called all the same.
    if (matter && isDanger(matter)) return callTo(world, turn, matter);
    return fromOptedOut(world, turn, question, understood);
  }
  return matter ? hearPersonally(world, turn, matter, understood, answer) : answer();
}

/** What she says is an opt-out to be asked about, an answer, a keyword, a flow's beginning, or a question. */
async function hearWords(
  world: ConversationWorld,
  turn: Turn,
  present: OpenQuestions,
  { question, understood }: { question: Stored | null; understood: Understood },
): Promise<void> {
  if (isOptOutQuestion(turn.inbound?.door ?? null, understood))
    return askWhetherToStop(world, turn, question, understood);
  if (asksOnlyForACall(turn, question, understood)) return;
  if (question && onlySwitches(understood, turn, question)) {
    return drive(world, turn, question, { kind: 'again', step: question.state.step });
  }
  if (await isKeyword(world, turn, present, question && { question, understood })) return;
  if (question) return answerQuestion(world, turn, present, { question, understood });
  const wished = flowOfIntents(world.content(), understood.intents);
  if (wished) return void (await startByHer(world, turn, present, wished));
  if (onlyAcknowledges(understood)) return;
  return withoutQuestion(world, turn, understood, present.unsent);
}

/** Starts a keyword's flow, unless the word answers the open question. */
async function isKeyword(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
  last: { question: Stored; understood: Understood } | null,
): Promise<boolean> {
  const keyword = turn.inbound && keywordOf(world.content(), turn.inbound.body);
  if (!turn.inbound || !keyword) return false;
  if (last) {
    const { question, understood } = last;
    const flow = (await contentFor(world, question.state))?.flow(question.flow);
    if (flow && isAnswer(flow, question.state, messageOf(turn.inbound, understood))) return false;
  }
  return startByKeyword(world, turn, questions, keyword);
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
  if (!turn.inbound) return;
  const named = await inOptionWords(world, turn, meant.question, meant.understood);
  const understood = await inListWords(world, turn, meant.question, named);
  await drive(world, turn, meant.question, messageOf(turn.inbound, understood));
}

/** Twilio took a bare YES as START: it gets the question, as any bare yes of who has opted out. */
async function askIfYes(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<void> {
  const understood = understandIn(world, turn, null);
  if (turn.contact.consent.optedOutAt) return fromOptedOut(world, turn, null, understood);
  const question = turn.inbound ? questionFor(questions, turn.inbound) : null;
  if (turn.inbound?.optOutType === 'START' && question) {
    const inContext = understandIn(world, turn, question);
    await drive(world, turn, question, messageOf(turn.inbound, inContext));
  }
}

/** She asked for a language of ours and nothing else: what is open is asked again in it. */
function onlySwitches(
  { intents, facts }: Understood,
  { contact }: Turn,
  { state }: Stored,
): boolean {
  const isAnswer = state.waits.for === 'reply' && state.waits.expects === 'language';
  const isAll = intents.every((intent) => intent === 'language_switch');
  return !isAnswer && isAll && facts.lang !== undefined && facts.lang === contact.language;
}

/** "Ok", "👍", "recibido", where nothing was asked: a text in return would only be one more buzz. */
function onlyAcknowledges({ intents, facts }: Understood): boolean {
  return facts.ack === 'yes' && intents.every((i) => i === 'other' || i === 'thanks');
}

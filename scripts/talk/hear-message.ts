import { humanMatter, isDanger, isForPersonAlone } from '#conversations';
import { confirmationDueFor, isCarrierKeyword, isHelpWord, isStartWord, isStopWord } from '#domain';
import { type Facts, type Input, newConversation } from '#engine';
import { type UnderstandingContext, type Understood, understand } from '#understanding';
import { drive } from './drive.ts';
import { noteProgram, type Rsvp, type Scene, speaking, type Turn } from './scene.ts';
import { acknowledgeMedia, sayCommon, stopAll } from './speak.ts';
import type { Said } from './transcript.ts';

/** What the family sends: words, and what comes with them by content type. */
export type Message = { text: string; media: string[] };

const BARE: UnderstandingContext = {
  expects: null,
  options: [],
  confirmed: false,
  optedOut: false,
};

/** A voice note or picture without a word, which means nothing by itself. */
const WORDLESS: Understood = {
  intents: [],
  facts: {},
  language: 'und',
  certainty: 'sure',
  confirmNeeded: false,
};

/**
 * What a message does, first rule that fits, as in the program: an opt-out before all, a renewed consent,
 * help, despair, the question whether she means all, the open question; and last what it means by itself.
 */
export function hearMessage(scene: Scene, turn: Turn, message: Message): void {
  const { text } = message;
  const isRead = text !== '';
  const heard = isRead ? understand(text, contextOf(scene), scene.content.lexicon()) : WORDLESS;
  if (isRead) turn.understood = heard;
  if (isRead && isOptOut(scene, text, heard)) optOut(scene, turn, text);
  else if (isStartWord(text)) optIn(scene, turn);
  else if (isHelpWord(text)) sayHelp(scene, turn);
  else hearOther(scene, turn, message, heard);
}

function hearOther(scene: Scene, turn: Turn, message: Message, heard: Understood): void {
  const isOpen = speaking(scene).waits.for === 'reply';
  noteLanguage(scene, heard);
  if (message.text === '' && !isOpen) acknowledgeMedia(scene, turn, message.media);
  else if (scene.optedOut) afterOptOut(scene, turn, heard);
  else hearWords(scene, turn, message, heard);
}

/** What is for a person is told to be so; what she says besides is heard as ever. */
function hearWords(scene: Scene, turn: Turn, message: Message, heard: Understood): void {
  const matter = humanMatter(heard);
  if (matter) {
    turn.forPerson = true;
    noteProgram(turn, `a person is to answer, and staff are called (${matter})`);
  }
  if (!matter || !isForPersonAlone(matter, heard)) hearAnswer(scene, turn, message, heard);
  if (matter) sayCommon(scene, turn, isDanger(matter) ? 'danger_soon' : 'person_soon');
}

function hearAnswer(scene: Scene, turn: Turn, message: Message, heard: Understood): void {
  const isOpen = speaking(scene).waits.for === 'reply';
  if (mayMeanAll(heard) && !asksAboutConsent(scene)) askWhetherToStop(turn);
  else if (isOpen) hearReply(scene, turn, message, heard);
  else withoutQuestion(scene, turn, message, heard);
}

function mayMeanAll({ intents, confirmNeeded }: Understood): boolean {
  if (intents.includes('wrong_number') || intents.includes('opt_out')) return true;
  return intents.includes('cancel') && confirmNeeded;
}

function hearReply(scene: Scene, turn: Turn, { text, media }: Message, heard: Understood): void {
  const hears = { [scene.talk.language]: text };
  turn.entry = { hears, understood: saidOf(heard), ...(media.length > 0 && { media }) };
  drive(scene, turn, { kind: 'message', understood: heard, text, media });
}

/** What is known of the moment her message arrives in. */
function contextOf(scene: Scene): UnderstandingContext {
  const { waits } = speaking(scene);
  const confirmed = scene.rsvp.state === 'yes' || scene.rsvp.state === 'offered';
  const known = { ...BARE, confirmed, optedOut: scene.optedOut };
  if (waits.for !== 'reply') return known;
  return { ...known, expects: waits.expects, options: waits.options };
}

/** Whether the door takes it for an opt-out: a stop word, or sure words in either language. */
function isOptOut(scene: Scene, text: string, inContext: Understood): boolean {
  if (isCarrierKeyword(text) || isStopWord(text)) return true;
  const bare = understand(text, BARE, scene.content.lexicon());
  const speaks = [bare, inContext].every(({ intents }) => intents.includes('opt_out'));
  return speaks && !inContext.confirmNeeded;
}

function optOut(scene: Scene, turn: Turn, body: string): void {
  noteProgram(turn, 'this is an opt-out: it is honoured before any flow hears of it');
  stopAll(scene, turn, confirmationDueFor({ body, channel: 'sms', optOutType: null }));
  close(scene);
}

function optIn(scene: Scene, turn: Turn): void {
  noteProgram(turn, 'this gives consent again, whatever is asked');
  scene.optedOut = false;
  if (asksAboutConsent(scene)) close(scene);
  sayCommon(scene, turn, 'opted_in_again');
}

function sayHelp(scene: Scene, turn: Turn): void {
  noteProgram(turn, 'this is answered by the program; the question stays open');
  const { language, content } = scene;
  const request = { language, namespace: 'common', key: 'help_default', values: {} };
  const help = content.render({ ...request, timeZone: 'UTC' });
  sayCommon(scene, turn, 'help', { help });
}

function afterOptOut(scene: Scene, turn: Turn, { intents }: Understood): void {
  if (intents.includes('opt_in')) optIn(scene, turn);
  else noteProgram(turn, 'she has opted out: nothing is sent, a person reads it');
}

/** The flow that asks so is one of its own; this one waits meanwhile. */
function askWhetherToStop(turn: Turn): void {
  noteProgram(
    turn,
    'she may mean everything: the program asks whether to stop (`npm run talk -- opt_out_check`), and this question waits',
  );
}

function asksAboutConsent(scene: Scene): boolean {
  return ['opt_out_check', 'consent_request'].includes(speaking(scene).flow);
}

/** Asking for another language changes that of the texts. */
function noteLanguage(scene: Scene, { intents, facts }: Understood): void {
  const asked = intents.includes('language_switch') ? facts.lang : undefined;
  if (asked && scene.content.languages.includes(asked)) scene.language = asked;
}

function close(scene: Scene): void {
  scene.stack = [{ ...scene.stack[0]!, at: null, waits: { for: 'nothing' } }];
  scene.dueAt = null;
}

/** Nothing is asked: an rsvp begins anew, to change the answer; other flows have no part in it. */
function withoutQuestion(
  scene: Scene,
  turn: Turn,
  { text, media }: Message,
  understood: Understood,
): void {
  const { flow, waits } = speaking(scene);
  const { intents, facts } = understood;
  const acknowledges = facts.ack === 'yes' && intents.every((i) => i === 'other' || i === 'thanks');
  if (acknowledges) noteProgram(turn, 'nothing is asked, and a mere “ok” gets no text');
  else if (flow === 'rsvp' && waits.for === 'nothing' && media.length === 0)
    changeAnswer(scene, turn, text, understood);
  else noteProgram(turn, `${NOT_OF_FLOW} (the flow ${flow} does not hear it; :back takes it back)`);
}

const NOT_OF_FLOW =
  'nothing is asked now: the program looks for a keyword, a workshop that this may be about, or a person';

/** An rsvp that has ended begins anew, at the node for those who change their answer. */
function changeAnswer(scene: Scene, turn: Turn, text: string, understood: Understood): void {
  noteProgram(turn, 'nothing is asked: the flow rsvp begins at “change”');
  const start = { facts: changeFacts(scene), node: 'change' };
  const hears = { [scene.talk.language]: text };
  turn.entry = { hears, start: { ...start, understood: saidOf(understood) } };
  begin(scene, turn, { kind: 'start', ...start, understood });
}

/** Begins the talk's own flow with a new conversation. */
export function begin(scene: Scene, turn: Turn, input: Input & { kind: 'start' }): void {
  scene.stack = [newConversation(scene.content.flow(scene.talk.flow))];
  drive(scene, turn, input);
}

/** What the program tells a conversation in which a family changes her answer. */
function changeFacts({ talk, rsvp }: Scene): Facts {
  const { zoom_offered = false, childcare_offered = false } = talk.facts;
  const answered = rsvp.state !== 'invited';
  return { zoom_offered, childcare_offered, first: false, answered, ...bookingFacts(rsvp) };
}

function bookingFacts({ state, party, mode = 'in_person', childcare }: Rsvp): Facts {
  if (state !== 'yes') return { seat: false, ...(party > 0 && { party_size: party }) };
  return { seat: true, party_size: party, mode, ...(childcare !== undefined && { childcare }) };
}

/** What a transcript keeps of what was understood. */
function saidOf({ intents, facts, certainty, confirmNeeded }: Understood): Said {
  return {
    intents,
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(certainty !== 'sure' && { certainty }),
    ...(confirmNeeded && { confirmNeeded }),
  };
}

import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import type { Meaning } from './lexicon-schema.ts';
import { readPicks } from './read-picks.ts';
import { isAsked, meant, type Reading } from './reading.ts';

/** What may stand beside any answer: thanks, a wish for a person, how she takes part, why not. */
export function readAsides(reading: Reading, draft: Draft): void {
  readHelp(reading, draft);
  const mode = reading.found.mode.find((span) => !isAsked(reading, span));
  if (mode && !draft.facts.topic) draft.facts.mode = mode.value;
  readReason(reading, draft);
  if (thanks(reading, 'blessing')) say(draft, 'thanks');
}

/** Whether she thanks, or blesses us; "no, gracias" is a refusal and no more. */
export function thanks(reading: Reading, ...more: Meaning[]): boolean {
  if (meant(reading, ...more).length > 0) return true;
  const spans = meant(reading, 'thanks');
  // Asked whether she needs care, "no gracias" thanks for the offer.
  if (reading.context.expects === 'childcare') return spans.length > 0;
  return spans.some(({ start, end }) => end - start > 1 || !isRefusal(start, reading));
}

/** Whether what ends before a word says no, in the same breath: "not interested, thanks" does thank. */
function isRefusal(at: number, reading: Reading): boolean {
  const { words, found } = reading;
  return meant(reading, 'no', 'no_longer').some(
    (no) =>
      no.end === at &&
      found.sign.some(({ kind, start }) => kind === 'not' && no.start <= start && start < at) &&
      (at - no.start === 1 || words[no.start]!.clause === words[at]!.clause),
  );
}

/** Why, and whatever else the lists name: facts beside any intent, an opt-out too. */
export function readReason({ found, ages }: Reading, draft: Draft): void {
  const reason = found.reason[0];
  if (reason) draft.facts.reason = reason.value;
  for (const flag of found.flag) draft.facts[flag.value] ??= 'yes';
  if (ages.ages.length > 0) draft.facts.child_ages = ages.ages.join(',');
}

function readHelp(reading: Reading, draft: Draft): void {
  const urgent = reading.found.flag.some((flag) => flag.value === 'urgent');
  const person = meant(reading, 'call_me', 'hand_off').length > 0;
  const open = reading.context.expects === 'open';
  const joins = draft.intents.includes('opt_in');
  // What is urgent goes to a person whole: it is no question of ours to answer.
  if (urgent && !open && !reading.marked.includes(true)) {
    draft.intents = draft.intents.filter(
      (intent) => !['question', 'no', 'maybe', 'yes'].includes(intent),
    );
    delete draft.facts.topic;
  }
  if (person || (!open && !joins && (urgent || isHelpless(reading)))) say(draft, 'help');
  if (meant(reading, 'call_me').length > 0) draft.facts.call_me = 'yes';
  // What is urgent is for a person, whether she asks for one or not.
  if (meant(reading, 'hand_off').length > 0 || (urgent && !open)) draft.facts.handoff = 'yes';
}

/** "Cómo le hago": not where the same words ask something that we can answer. */
function isHelpless(reading: Reading): boolean {
  const topics = reading.found.topic.filter(({ kind }) => kind === 'question');
  return meant(reading, 'help').some(
    ({ start, end }) =>
      !topics.some((t) => t.start < end && start < t.end && t.end - t.start >= end - start),
  );
}

/** A child who misses school: meant for the school's office; true if that is what she writes. */
export function readAbsence(reading: Reading, draft: Draft): boolean {
  if (meant(reading, 'absence').length === 0) return false;
  say(draft, 'other', { topic: 'student_absence' });
  return true;
}

/** What is no answer: a greeting at most. */
export function readRemainder(reading: Reading, draft: Draft): void {
  if (draft.intents.length > 0) return;
  say(draft, 'other');
  if (meant(reading, 'greeting').length > 0) draft.facts.greeting = 'yes';
}

/** Which language she asks for, or names where that was the question. */
export function readLanguageWish(reading: Reading, draft: Draft): void {
  const { found, words, context } = reading;
  // "Is it in Spanish?" asks about the workshop, "send it in Spanish" does not.
  const asked = context.expects === 'language';
  const ours =
    asked || wishesTextsIn(reading) || found.frame.some(({ kind }) => kind === 'of_texts');
  if (draft.facts.topic?.includes('interpretation')) {
    if (!ours || draft.facts.topic !== 'interpretation') return;
    delete draft.facts.topic;
    draft.intents = draft.intents.filter((intent) => intent !== 'question');
  }
  const wished = found.language.filter((s) => s.kind === 'name' && !isRefused(s, reading));
  const chosen = wished.filter((name) => {
    const after = found.language.some((s) => s.kind === 'request' && s.start === name.end);
    return asked || words.length === 1 || after || follows(name, reading, 'request', 'send');
  });
  // "Me llega en inglés, mándemelo en español": what she asks for outweighs what she only names.
  const clear = chosen.filter((name) => follows(name, reading, 'send'));
  const names = new Set((clear.length > 0 ? clear : chosen).map((name) => name.value));
  const both = names.has('both') || (asked && names.has('es') && names.has('en'));
  const [first] = names;
  const lang = both ? 'both' : (first ?? placed(reading) ?? otherThanRefused(reading));
  if (lang) say(draft, 'language_switch', { lang });
}

/** "Mándeme todo en español": what she wants in a language are our texts, beyond doubt. */
export function wishesTextsIn(reading: Reading): boolean {
  const { found, context } = reading;
  const isOption = (name: Span): boolean =>
    found.option.some(
      ({ start, value }) => start === name.start && context.options.includes(value),
    );
  return found.language.some(
    (name) => name.kind === 'name' && !isOption(name) && follows(name, reading, 'send'),
  );
}

/** Whether what she says before a language's name asks for it. */
function follows(name: Span, { found, words }: Reading, ...kinds: string[]): boolean {
  const { clause } = words[name.start]!;
  return found.language.some(
    ({ kind, start, end }) =>
      end === name.start && words[start]!.clause === clause && kinds.includes(kind),
  );
}

/** "No leo inglés", "inglés no": a language she does not want; of other than ours "no" may say anything. */
function isRefused(name: Span, reading: Reading): boolean {
  const { words, found } = reading;
  if (follows(name, reading, 'not_mine') || isTakenOff(name, reading)) return true;
  const ours = name.value === 'es' || name.value === 'en';
  const denied = found.sign.some(({ kind, start }) => kind === 'not' && start === name.end);
  return ours && denied && words[name.end]?.clause === words[name.start]!.clause;
}

/** "El inglés quítenlo", "take English off": where the language is what was asked. */
function isTakenOff(name: Span, { context, found, words }: Reading): boolean {
  if (context.expects !== 'language') return false;
  const { clause } = words[name.start]!;
  return found.sign.some(({ kind, start, end }) => {
    if (words[start]!.clause !== clause) return false;
    if (kind === 'rather_than') return end <= name.start && name.start - end < 2;
    return kind === 'taken_off' && start === name.end;
  });
}

/** "La segunda": an option of the question about languages, by its place. */
function placed(reading: Reading): string | null {
  if (reading.context.expects !== 'language' || reading.found.pick.length === 0) return null;
  const picks = readPicks(reading);
  if (picks.length > 1) return 'both';
  return reading.context.options[Number(picks[0]) - 1] ?? null;
}

/** "No entiendo inglés", "I don't speak Spanish": the other one of the two languages we write in. */
function otherThanRefused(reading: Reading): string | null {
  const refused = reading.found.language.filter(
    (name) => name.kind === 'name' && isRefused(name, reading),
  );
  const names = new Set(refused.map(({ value }) => value));
  if (names.size !== 1) return null;
  return names.has('en') ? 'es' : names.has('es') ? 'en' : null;
}

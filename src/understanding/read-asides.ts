import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { isAsked, meant, type Reading } from './reading.ts';

/** What may stand beside any answer: thanks, a wish for a person, how she takes part, why not. */
export function readAsides(reading: Reading, draft: Draft): void {
  readHelp(reading, draft);
  const mode = reading.found.mode.find((span) => !isAsked(reading, span));
  if (mode && !draft.facts.topic) draft.facts.mode = mode.value;
  readReason(reading, draft);
  if (meant(reading, 'thanks').length > 0) say(draft, 'thanks');
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
  if (person || (!open && (urgent || meant(reading, 'help').length > 0))) say(draft, 'help');
  if (meant(reading, 'call_me').length > 0) draft.facts.call_me = 'yes';
  if (meant(reading, 'hand_off').length > 0) draft.facts.handoff = 'yes';
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
  // "Is it in Spanish?" asks about the workshop.
  if (draft.facts.topic?.includes('interpretation')) return;
  const before = (kind: string, name: Span): boolean =>
    found.language.some((sign) => sign.kind === kind && sign.end === name.start);
  const wished = found.language.filter((s) => s.kind === 'name' && !before('not_mine', s));
  const asked = context.expects === 'language';
  const chosen = wished.filter((name) => {
    const after = found.language.some((s) => s.kind === 'request' && s.start === name.end);
    return asked || words.length === 1 || after || before('request', name);
  });
  const names = new Set(chosen.map((name) => name.value));
  const both = asked && names.has('es') && names.has('en');
  const [first] = names;
  if (first) say(draft, 'language_switch', { lang: both ? 'both' : first });
}

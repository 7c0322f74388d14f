import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { isAsked, meant, type Reading } from './reading.ts';

/** What may stand beside any answer: late, thanks, a wish for a person, how she takes part, why not. */
export function readAsides(reading: Reading, draft: Draft): void {
  readLate(reading, draft);
  if (meant(reading, 'help', 'call_me', 'hand_off').length > 0) say(draft, 'help');
  if (meant(reading, 'call_me').length > 0) draft.facts.call_me = 'yes';
  if (meant(reading, 'hand_off').length > 0) draft.facts.handoff = 'yes';
  const mode = reading.found.mode.find((span) => !isAsked(reading, span));
  if (mode && !draft.facts.topic) draft.facts.mode = mode.value;
  const reason = reading.found.reason[0];
  if (reason) draft.facts.reason = reason.value;
  if (meant(reading, 'thanks').length > 0) say(draft, 'thanks');
}

function readLate(reading: Reading, draft: Draft): void {
  const { words, found } = reading;
  const arrive = found.sign.find((sign) => sign.kind === 'arrive' && isTime(words, sign.end));
  if (meant(reading, 'late').length === 0 && !arrive) return;
  say(draft, 'late');
  const time = arrive && words[arrive.end]!.text;
  if (time?.includes(':')) draft.facts.arrive = time;
  const unit = found.sign.find((sign) => sign.kind === 'minutes');
  const before = unit && words[unit.start - 1]?.text;
  if (before && /^\d{1,3}$/.test(before)) draft.facts.late_min = before;
}

/** What is no answer, but still worth knowing: a greeting, an absence from school. */
export function readRemainder(reading: Reading, draft: Draft): void {
  if (draft.intents.length > 0) return;
  say(draft, 'other');
  if (meant(reading, 'absence').length > 0) draft.facts.topic = 'student_absence';
  if (meant(reading, 'greeting').length > 0) draft.facts.greeting = 'yes';
}

/** Whether a number follows at `i` in the same breath. */
function isTime(words: Reading['words'], i: number): boolean {
  const word = words[i];
  return word !== undefined && /^\d/.test(word.text) && word.clause === words[i - 1]!.clause;
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
  const chosen = wished.find((name) => {
    const after = found.language.some((s) => s.kind === 'request' && s.start === name.end);
    return asked || words.length === 1 || after || before('request', name);
  });
  if (chosen) say(draft, 'language_switch', { lang: chosen.value });
}

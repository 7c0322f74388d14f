import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { negationBefore } from './negation.ts';
import { isAloneInClause, meant, type Reading } from './reading.ts';
import type { Stance } from './stance.ts';

/** A clause is hardly longer: anywhere before a phrase in it. */
const ANYWHERE = 30;

/** Whether she wishes to be written to, or asks for it, and does not say that she would not. */
export function joins(reading: Reading): boolean {
  return meant(reading, 'opt_in').some((span) => !negationBefore(span, reading));
}

/** The answer to whether we may write. */
export function readConsent(reading: Reading, { verdict }: Stance, draft: Draft): void {
  // "Claro, mándenme la información" is what was offered, and no question.
  if (draft.facts.topic === 'materials' && !reading.asking.includes(true)) {
    delete draft.facts.topic;
    draft.intents = draft.intents.filter((intent) => intent !== 'question');
  }
  const agreed = meant(reading, 'yes', 'coming', 'opt_in');
  // "I don't think it is a good idea": a negation anywhere before makes it no consent.
  const isDenied = (span: Span) => negationBefore(span, reading, ANYWHERE) !== undefined;
  const denied =
    !draft.intents.includes('question') && !agreesFirst(reading) && agreed.some(isDenied);
  if (denied) {
    say(draft, 'opt_out');
    if (verdict !== 'no') draft.confirmNeeded = true;
  } else if (verdict === 'yes' || agreesFirst(reading) || joins(reading)) say(draft, 'opt_in');
  else if (verdict === 'no' || verdict === 'cancel') say(draft, 'opt_out');
  else if (verdict === 'maybe') {
    say(draft, 'maybe');
    draft.confirmNeeded = true;
  }
}

/** "Absolutely, I never know what goes on": she begins by agreeing, and refuses nothing after it. */
function agreesFirst(reading: Reading): boolean {
  const [first] = meant(reading, 'yes');
  if (first?.start !== 0) return false;
  const why = reading.found.frame.find(({ kind }) => kind === 'because')?.start ?? Infinity;
  return meant(reading, 'no', 'cancel').every(({ start }) => start > why);
}

/** "Ya no" by itself, or in so many words. */
function refusesOnly(reading: Reading): boolean {
  return meant(reading, 'no_longer').some(
    (span) => span.end - span.start > 2 || isAloneInClause(span, reading),
  );
}

/** A wish to be written to, or written to again, where it was not asked; true if that is what she says. */
export function readRejoining(reading: Reading, { verdict }: Stance, draft: Draft): boolean {
  const { optedOut } = reading.context;
  const again = optedOut && meant(reading, 'undo').length > 0;
  if (again || (joins(reading) && !draft.intents.includes('language_switch'))) say(draft, 'opt_in');
  else if (optedOut && verdict === 'yes') {
    // A bare yes is no consent: it gets the question.
    say(draft, 'yes');
    draft.confirmNeeded = true;
  } else if (optedOut && refusesOnly(reading)) say(draft, 'opt_out');
  else return false;
  return true;
}

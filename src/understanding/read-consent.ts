import { type Draft, say } from './draft.ts';
import { negationBefore } from './negation.ts';
import { meant, type Reading } from './reading.ts';
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
  const denied =
    !draft.intents.includes('question') &&
    agreed.some((span) => negationBefore(span, reading, ANYWHERE));
  if (denied) {
    say(draft, 'opt_out');
    if (verdict !== 'no') draft.confirmNeeded = true;
  } else if (verdict === 'yes' || joins(reading)) say(draft, 'opt_in');
  else if (verdict === 'no' || verdict === 'cancel') say(draft, 'opt_out');
  else if (verdict === 'maybe') {
    say(draft, 'maybe');
    draft.confirmNeeded = true;
  }
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
  } else if (optedOut && meant(reading, 'no_longer').length > 0) say(draft, 'opt_out');
  else return false;
  return true;
}

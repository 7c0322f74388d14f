import type { Draft } from './draft.ts';
import { meant, type Reading } from './reading.ts';

/** What is not understood, or no more than a "no", and speaks of texts and against them: better ask. */
export function readDoubt(reading: Reading, draft: Draft): void {
  const [only, ...more] = draft.intents;
  const vague = (only === 'other' && Object.keys(draft.facts).length === 0) || only === 'no';
  if (!vague || more.length > 0 || meant(reading, 'cant', 'busy', 'keep_texts').length > 0) return;
  const has = (frame: string) => reading.found.frame.some(({ kind }) => kind === frame);
  const { expects, confirmed, optedOut } = reading.context;
  // Where nothing was asked, what "no quiero esto" refuses can only be our texts.
  const unasked = expects === null && !confirmed && !optedOut;
  const refusal = meant(reading, 'no').some((span) => span.end - span.start > 1);
  const refuses =
    (expects === 'consent' && only === 'other' && has('against')) || (unasked && refusal);
  if (!refuses && !(has('of_texts') && (has('against') || only === 'no'))) return;
  // "No tan temprano los mensajes": it is the hour she minds.
  if (reading.found.sign.some(({ kind }) => kind === 'hour')) {
    draft.intents = ['other'];
    draft.facts.quiet_hours = 'yes';
    return;
  }
  draft.intents = ['opt_out'];
  draft.confirmNeeded = true;
  draft.certainty = 'soft';
}

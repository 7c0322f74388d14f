import type { Draft } from './draft.ts';
import { meant, type Reading } from './reading.ts';
import { hasSign } from './stop-limits.ts';

/** What is not understood, or no more than a "no", and speaks of texts and against them: better ask. */
export function readDoubt(reading: Reading, draft: Draft): void {
  if (!isVague(reading, draft) || !mayRefuse(reading, draft)) return;
  // "No tan temprano los mensajes": it is the hour she minds.
  if (hasSign(reading, 'hour')) {
    draft.intents = ['other'];
    draft.facts.quiet_hours = 'yes';
    return;
  }
  draft.intents = ['opt_out'];
  draft.confirmNeeded = true;
  draft.certainty = 'soft';
}

/** Whether what was understood is so little that a wish that we stop may be behind it. */
function isVague(reading: Reading, draft: Draft): boolean {
  const { expects } = reading.context;
  const [only, ...more] = draft.intents;
  if (more.length > 0 || hasSign(reading, 'misdirected')) return false;
  if (meant(reading, 'cant', 'busy', 'keep_texts').length > 0) return false;
  // "Don't need no texts" needs no care either, but that is not what was asked.
  const needless = only === 'childcare' && draft.facts.need === 'no' && expects !== 'childcare';
  // "Deseo cancelar", where there is no seat to give back.
  const cancels = only === 'cancel' && isUnasked(reading) && reading.words.length <= 4;
  const thanked = only === 'thanks' && expects === 'consent';
  return isPlain(draft) || hasLeft(draft) || only === 'no' || needless || cancels || thanked;
}

function mayRefuse(reading: Reading, draft: Draft): boolean {
  const { expects, optedOut } = reading.context;
  const [only] = draft.intents;
  const has = (frame: string) => reading.found.frame.some(({ kind }) => kind === frame);
  if (has('of_texts') && (has('against') || only === 'no')) return true;
  if (expects === 'consent') return isPlain(draft) || (only === 'thanks' && has('against'));
  if (optedOut) return isPlain(draft) && has('against');
  // Where nothing was asked, what "no quiero esto" refuses can only be our texts.
  const refusal = meant(reading, 'no').some((span) => span.end - span.start > 1);
  return isUnasked(reading) && (refusal || hasLeft(draft) || only === 'cancel');
}

function isUnasked({ context: { expects, confirmed, optedOut } }: Reading): boolean {
  return expects === null && !confirmed && !optedOut;
}

function isPlain({ intents: [only], facts }: Draft): boolean {
  return only === 'other' && Object.keys(facts).length === 0;
}

/** Who tells that her child has left the school, and no more, may have had enough of its texts. */
function hasLeft({ intents: [only], facts }: Draft): boolean {
  return only === 'other' && Object.values(facts).join() === 'left_school';
}

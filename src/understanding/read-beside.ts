import { type Draft, emptyDraft } from './draft.ts';
import type { Lexicon } from './lexicon.ts';
import { meant, type Reading, readAll } from './reading.ts';
import { segmentsOf } from './segments.ts';
import { stopsOf } from './stops-of.ts';
import type { Intent } from './understood.ts';

/** What may be said beside a wish that we stop; the rest of it is only why. */
const BESIDE: readonly Intent[] = ['yes', 'no', 'cancel', 'party_size', 'childcare'];

const REFUSALS: readonly Intent[] = ['no', 'cancel'];

/** Facts that are answers to a survey's question: with these it is answered, `other`. */
const ANSWERS = ['answer', 'slot', 'rating', 'need'];

/**
 * The answer given beside a wish that we stop: "somos 4, y después ya no me escriban". Read as a message of
 * its own, from the parts that say nothing of stopping.
 */
export function readBeside(
  reading: Reading,
  draft: Draft,
  lexicon: Lexicon,
  readContent: (reading: Reading, draft: Draft) => void,
): void {
  const { expects, confirmed } = reading.context;
  if (!draft.intents.includes('opt_out') || draft.facts.scope || expects === 'consent') return;
  if (expects === null && !confirmed) return;
  const words = restOf(reading);
  if (words.length === 0 || words.length === reading.words.length) return;
  const rest = readAll({ words, asking: [...reading.marked] }, reading.context, lexicon);
  const beside = emptyDraft();
  readContent(rest, beside);
  // "No contesto encuestas" chooses nothing, "ninguna" does.
  const none = rest.found.pick.some(({ value }) => value === 'none');
  const left = reading.found.reason.some(({ value }) => value === 'left_school');
  const intents = beside.intents.filter(
    (intent) => BESIDE.includes(intent) && (!REFUSALS.includes(intent) || none || refuses(rest)),
  );
  for (const key of ANSWERS) {
    if (beside.facts[key] === 'none' && (!none || left)) delete beside.facts[key];
  }
  if (ANSWERS.some((key) => key in beside.facts) && intents.length === 0) intents.push('other');
  for (const intent of intents) if (!draft.intents.includes(intent)) draft.intents.push(intent);
  if (intents.length > 0) draft.facts = { ...beside.facts, ...draft.facts };
}

/** Whether she says that she will not come, and not only that she has moved, or has work to do. */
function refuses(rest: Reading): boolean {
  if (rest.loneNumber !== null) return true;
  const left = rest.found.reason.filter(({ value }) => value === 'left_school');
  return meant(rest, 'no', 'no_alone', 'cant', 'cancel').some(
    (span) => !left.some(({ start, end }) => start < span.end && span.start < end),
  );
}

/** The words of the parts in which no wish that we stop was heard; what is unsure only where nothing is sure. */
function restOf(reading: Reading): Reading['words'] {
  const segments = segmentsOf(reading);
  const { sure, unsure } = stopsOf(reading);
  const stops = sure.length > 0 ? sure : unsure;
  const stopping = new Set(stops.flatMap(({ start, end }) => segments.slice(start, end)));
  return reading.words.filter((_, i) => !stopping.has(segments[i]!));
}

import type { Draft } from './draft.ts';
import type { Reading } from './reading.ts';
import { type Traits, traitsOf } from './traits.ts';
import type { Intent } from './understood.ts';
import { weigh } from './weigh.ts';
import { WEIGHED, type Weighed, type Weights } from './weights.ts';

/** How much the rules' word counts beside what is weighed; chosen on replies that neither had seen. */
const RULES = 0.2;

/** Weighed so far below, a wish that we stop, which the rules are sure of, is asked about. */
const DOUBTED = -0.3;

/** What changes who comes, or what we may do: where the rules do not hear it, it must weigh more. */
const MORE = 0.1;
const MOVES: readonly Intent[] = ['yes', 'no', 'cancel', 'party_size', 'opt_in'];

/**
 * Where the rules have read a message, what labelled replies have taught is weighed in: the rules know how
 * words stand to each other, the weights know many more words. The facts stay as the rules read them. Weights
 * alone never stop texts and never give consent: these are asked about. A keyword is never weighed.
 */
export function secondOpinion(reading: Reading, draft: Draft, weights: Weights): void {
  if ('carrier_keyword' in draft.facts || isHow(draft)) return;
  const traits = traitsOf(reading);
  if (!weights.moments.has(traits.moment) || !isSpeech(reading, traits)) return;
  const sums = weigh(traits, weights);
  const { intents: ruled, facts } = draft;
  const sumOf = (intent: Weighed): number => sums[WEIGHED.indexOf(intent)]!;
  // That the rules hear no wish to stop says little, and a wish that is missed harms most.
  const silence = (intent: Weighed): number =>
    intent === 'opt_out' ? 0 : MOVES.includes(intent) ? -RULES - MORE : -RULES;
  const weight = (intent: Weighed): number =>
    sumOf(intent) + (ruled.includes(intent) ? RULES : silence(intent));
  const mayStop = !staysWithUs(reading, draft);
  const candidates = WEIGHED.filter((intent) => mayStop || intent !== 'opt_out');
  const heard: Intent[] = candidates.filter((intent) => weight(intent) > 0);
  if (ruled.includes('opt_out')) {
    if (sumOf('opt_out') < DOUBTED) draft.confirmNeeded = true;
    if (!heard.includes('opt_out')) heard.push('opt_out');
  }
  if (facts.urgent === 'yes' && ruled.includes('help') && !heard.includes('help'))
    heard.push('help');
  if (ruled.includes('thanks')) heard.push('thanks');
  if (heard.length === 0) {
    const best = likeliest(candidates, weight);
    // Nothing weighs enough: what moves a seat or gives consent is then for the rules alone.
    if (MOVES.includes(best)) return;
    heard.push(best);
  }
  const unconfirmed = ['opt_out', 'opt_in'] satisfies Intent[];
  if (unconfirmed.some((intent) => heard.includes(intent) && !ruled.includes(intent))) {
    draft.confirmNeeded = true;
  }
  draft.intents = withoutIdleOther(heard);
}

/**
 * Who asks for our texts is not asked whether to stop, nor who says no and speaks of no text, nor who writes
 * what a person is to read as it is; and words of stopping in which the rules hear no wish ("don't stop
 * texting me") they know best.
 */
function staysWithUs({ found }: Reading, { intents, facts }: Draft): boolean {
  const keeps = found.stop.length > 0 || found.meaning.some(({ kind }) => kind === 'keep_texts');
  const declines = intents.includes('no') || intents.includes('cancel');
  const ofTexts = found.frame.some(({ kind }) => kind === 'of_texts');
  return keeps || (declines && !ofTexts) || facts.handoff === 'yes' || facts.urgent === 'yes';
}

/** Only how she takes part ("mejor en persona"), of which the labels of replies know nothing. */
function isHow({ intents, facts }: Draft): boolean {
  return 'mode' in facts && intents.every((intent) => intent === 'other');
}

/**
 * A word alone, courtesy aside, is among our words, or a flyer's keyword, or a slip; nor do words in no
 * language say anything.
 */
function isSpeech({ words }: Reading, traits: Traits): boolean {
  const known = words.some(({ heard }) => heard.some((word) => word.known));
  return known && traits.words.length > 1;
}

function likeliest(candidates: readonly Weighed[], weight: (intent: Weighed) => number): Intent {
  return candidates.reduce((best, intent) => (weight(intent) > weight(best) ? intent : best));
}

/** "Other" is what a message means that means nothing else; only an opt-out may stand beside an answer. */
function withoutIdleOther(heard: Intent[]): Intent[] {
  if (heard.length === 1 || heard.includes('opt_out')) return heard;
  return heard.filter((intent) => intent !== 'other');
}

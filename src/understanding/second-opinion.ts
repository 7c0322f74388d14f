import type { Draft } from './draft.ts';
import type { Reading } from './reading.ts';
import { traitsOf } from './traits.ts';
import type { Intent } from './understood.ts';
import { weigh } from './weigh.ts';
import { WEIGHED, type Weighed, type Weights } from './weights.ts';

// All chosen on replies that neither rules nor weights had seen.
/** How much the rules' word counts beside what is weighed. */
const RULES = 0.3;

/** What changes who comes, or what we may do: where the rules do not hear it, it must weigh more. */
const MORE = 0.15;
const MOVES: readonly Intent[] = ['yes', 'no', 'cancel', 'party_size', 'opt_in'];

/** Weighed below this, a wish that we stop, which the rules are sure of, is asked about. */
const DOUBTED = 0;

/** Weighed below this, a wish that we stop, of which the rules are unsure, is none. */
const DENIED = -1.25;

/** Weighed above this, a wish that we stop, which the rules do not hear, is asked about: to miss one harms most. */
const SUSPECTED = -0.4;

/** The same where words of stopping were found, and no wish in them. */
const INSISTED = 0.12;

/** The same where she asks for our texts, or says no and speaks of no text. */
const AGAINST = 0.8;

/** How much a message speaks for an intent: above 0 for, below against. */
export type Opinion = (intent: Weighed) => number;

/**
 * What labelled replies have taught about a message; null where they cannot say: in a moment of which none
 * was seen, and of a word alone, courtesy aside, which is among our words, or a flyer's keyword, or a slip.
 */
export function opinionOn(reading: Reading, weights: Weights): Opinion | null {
  if (!reading.words.some(({ heard }) => heard.some((word) => word.known))) return null;
  const traits = traitsOf(reading);
  if (!weights.moments.has(traits.moment) || traits.words.length < 2) return null;
  const sums = weigh(traits, weights);
  return (intent) => sums[WEIGHED.indexOf(intent)]!;
}

/** Whether a wish that we stop, of which the rules are unsure, is none. */
export function deniesStop(opinion: Opinion | null): boolean {
  return opinion !== null && opinion('opt_out') < DENIED;
}

/**
 * Where the rules have read a message, what labelled replies have taught is weighed in: the rules know how
 * words stand to each other, the weights know many more words. Facts are not weighed (see `completeFacts`).
 * Weights alone never stop texts and never give consent: these are asked about. A keyword is never weighed.
 */
export function secondOpinion(reading: Reading, draft: Draft, opinion: Opinion): void {
  if ('carrier_keyword' in draft.facts || isHow(draft)) return;
  const { intents: ruled, facts } = draft;
  const weight = (intent: Weighed): number => {
    if (ruled.includes(intent)) return opinion(intent) + RULES;
    return opinion(intent) - RULES - (MOVES.includes(intent) ? MORE : 0);
  };
  const others = WEIGHED.filter(
    (intent) => intent !== 'opt_out' && !(intent === 'maybe' && saysYes(reading, ruled)),
  );
  const heard: Intent[] = others.filter((intent) => weight(intent) > 0);
  if (ruled.includes('opt_out') || mayStop(reading, draft, opinion)) heard.push('opt_out');
  if (facts.urgent === 'yes' && ruled.includes('help') && !heard.includes('help'))
    heard.push('help');
  if (ruled.includes('thanks')) heard.push('thanks');
  if (heard.length === 0) {
    const best = likeliest(others, weight);
    // Nothing weighs enough: what moves a seat or gives consent is then for the rules alone.
    if (MOVES.includes(best)) return;
    heard.push(best);
  }
  draft.confirmNeeded ||= mustAsk(heard, ruled, opinion);
  draft.intents = withoutIdleOther(heard);
}

/** Whether weights hear a wish that we stop, or consent, that the rules do not, or doubt one that they do. */
function mustAsk(heard: readonly Intent[], ruled: readonly Intent[], opinion: Opinion): boolean {
  const unconfirmed = ['opt_out', 'opt_in'] satisfies Intent[];
  const alone = unconfirmed.some((intent) => heard.includes(intent) && !ruled.includes(intent));
  return alone || (ruled.includes('opt_out') && opinion('opt_out') < DOUBTED);
}

/**
 * Whether a wish that we stop may be behind what the rules hear none in: they know more of words of stopping
 * in which they hear no wish ("the bus stop"), and most of who asks for our texts, or says no and speaks of
 * no text. What a person is to read stays as it is.
 */
function mayStop(reading: Reading, draft: Draft, opinion: Opinion): boolean {
  const { handoff, urgent } = draft.facts;
  if (handoff === 'yes' || urgent === 'yes') return false;
  return opinion('opt_out') > neededToStop(reading, draft);
}

function neededToStop({ found }: Reading, { intents }: Draft): number {
  const keeps = found.meaning.some(({ kind }) => kind === 'keep_texts');
  const declines = intents.includes('no') || intents.includes('cancel');
  const ofTexts = found.frame.some(({ kind }) => kind === 'of_texts');
  if (keeps || (declines && !ofTexts)) return AGAINST;
  return found.stop.length > 0 ? INSISTED : SUSPECTED;
}

/** Whether she wrote "sí" for a yes: the weights, which see no accents, know only "si", which is "if" too. */
function saysYes({ words }: Reading, ruled: readonly Intent[]): boolean {
  if (!ruled.includes('yes') || ruled.includes('maybe')) return false;
  return words.some(({ text, accented }) => accented && text === 'si');
}

/** Only how she takes part ("mejor en persona"), of which the labels of replies know nothing. */
function isHow({ intents, facts }: Draft): boolean {
  return 'mode' in facts && intents.every((intent) => intent === 'other');
}

function likeliest(candidates: readonly Weighed[], weight: (intent: Weighed) => number): Intent {
  return candidates.reduce((best, intent) => (weight(intent) > weight(best) ? intent : best));
}

/** "Other" is what a message means that means nothing else; only an opt-out may stand beside an answer. */
function withoutIdleOther(heard: Intent[]): Intent[] {
  if (heard.length === 1 || heard.includes('opt_out')) return heard;
  return heard.filter((intent) => intent !== 'other');
}

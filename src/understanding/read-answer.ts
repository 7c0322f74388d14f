import { type Draft, say } from './draft.ts';
import { joins, readConsent, readRejoining } from './read-consent.ts';
import { sayPartySize } from './read-party-size.ts';
import { meant, type Reading } from './reading.ts';
import { type Stance, stanceOf } from './stance.ts';
import type { Expectation } from './understood.ts';

type Rule = (reading: Reading, stance: Stance, draft: Draft) => void;

/** Reads the message as an answer to the open question, or as news where none is open. */
export function readAnswer(reading: Reading, draft: Draft): void {
  const stance = withOption(reading, aboutHer(reading, stanceOf(reading), draft), draft);
  if (stance.soft) draft.certainty = 'soft';
  const { expects, confirmed } = reading.context;
  // "No puedo ir" gives the seat back, whatever the question was.
  const refuses = stance.verdict === 'no' && stance.going && confirmed;
  const gives = stance.verdict === 'cancel' && expects !== 'seat_offer' && expects !== 'consent';
  const alone = reading.words.length === 1 && expects === null && !confirmed;
  if ((gives && !alone) || refuses) giveBack(reading, draft);
  else (RULES[expects as Expectation] ?? unasked)(reading, stance, draft);
}

/**
 * What she says to have a person call, or about the language ("no lo puedo leer"), is no answer, unless it
 * begins by agreeing or speaks of coming.
 */
function aboutHer(reading: Reading, stance: Stance, draft: Draft): Stance {
  const urgent = reading.found.flag.some((flag) => flag.value === 'urgent');
  const person = urgent || meant(reading, 'call_me', 'hand_off').length > 0;
  const tongue = draft.intents.includes('language_switch');
  const agrees = stance.verdict === 'yes' && meant(reading, 'yes').some(({ start }) => start === 0);
  const keeps = reading.context.expects === null && meant(reading, 'keep_texts').length > 0;
  if (stance.going || agrees || !(person || tongue || keeps)) return stance;
  return { ...stance, verdict: null };
}

const RULES: Record<Expectation, Rule> = {
  attendance,
  seat_offer: (reading, stance, draft) => {
    const { verdict } = orAcknowledged(reading, stance);
    const counted = verdict !== 'no' && verdict !== 'cancel' && sayPartySize(reading, draft);
    if (verdict || counted) say(draft, verdict === 'cancel' ? 'no' : (verdict ?? 'yes'));
    else if (giveReason(reading, draft)) say(draft, 'no');
  },
  yes_no: (reading, stance, draft) => sayVerdict(orAcknowledged(reading, stance), draft),
  mode: (reading, stance, draft) => {
    sayPartySize(reading, draft);
    sayVerdict(stance, draft);
  },
  party_size: (reading, stance, draft) => {
    if (!sayPartySize(reading, draft)) sayVerdict(stance, draft);
  },
  childcare,
  consent: (reading, stance, draft) => readConsent(reading, orAcknowledged(reading, stance), draft),
  language: () => {},
};

function attendance(reading: Reading, stance: Stance, draft: Draft): void {
  const registered = reading.found.flag.some(({ value }) => value === 'already_registered');
  const signsUp =
    stance.verdict === null && !reading.asking.includes(true) && (registered || joins(reading));
  if (signsUp) say(draft, 'yes');
  else if (stance.verdict === 'no' && reading.context.confirmed) giveBack(reading, draft);
  else sayVerdict(stance, draft);
  const coming = stance.verdict !== 'no' && sayPartySize(reading, draft);
  if (stance.verdict === null && !signsUp) {
    if (coming) draft.intents.unshift('yes');
    else if (giveReason(reading, draft)) say(draft, reading.context.confirmed ? 'cancel' : 'no');
    else acknowledge(reading, draft, true);
  }
}

function childcare(reading: Reading, stance: Stance, draft: Draft): void {
  const { verdict } = orAcknowledged(reading, stance);
  const { people, ages } = reading;
  const named = Math.max(people.children ?? 0, ages.ages.length > 1 ? ages.ages.length : 0);
  const count = named || (people.children ?? (ages.ages.length || people.total));
  const needed = meant(reading, 'need').length > 0 ? 'yes' : verdict;
  const need = meant(reading, 'no_need').length > 0 ? 'no' : needed;
  if (verdict === 'no' && stance.going) say(draft, 'no');
  else if (typeof count === 'number' && need !== 'no') {
    say(draft, 'childcare', { need: count > 0 ? 'yes' : 'no', children: String(count) });
  } else if (need === 'yes' || need === 'no') say(draft, 'childcare', { need });
}

/** Nothing was asked: a change of mind, news, or a bare word that may mean anything. */
function unasked(reading: Reading, stance: Stance, draft: Draft): void {
  if (readRejoining(reading, stance, draft)) return;
  const { confirmed, expects } = reading.context;
  if (stance.verdict === 'no' && confirmed) giveBack(reading, draft);
  else if (expects === null && stance.verdict === 'cancel' && reading.words.length === 1) {
    // "Salir" where there is no seat to give back.
    say(draft, 'opt_out');
    draft.confirmNeeded = true;
  } else news(reading, stance, draft);
}

function news(reading: Reading, stance: Stance, draft: Draft): void {
  const { confirmed } = reading.context;
  const concerns = confirmed || stance.verdict === 'yes';
  const stated = stance.going || !reading.asking.includes(true);
  const counted = concerns && stated && sayPartySize(reading, draft);
  // To a family that is coming, "vamos 3" and "voy tarde" are no new yes.
  if (stance.verdict === 'yes' && confirmed && (counted || isLate(reading))) return;
  // Where nothing was asked, "sí" within a sentence agrees to nothing of ours.
  const answers = stance.going || confirmed || reading.words.length <= 2;
  if (stance.verdict !== null && answers && !isOnlyNod(reading)) sayVerdict(stance, draft);
  else if (confirmed && giveReason(reading, draft)) say(draft, 'cancel');
  else acknowledge(reading, draft, false);
}

/** A number that names one of the question's options is that option, unless she says otherwise beside it. */
function withOption(reading: Reading, stance: Stance, draft: Draft): Stance {
  const { loneNumber: n, context } = reading;
  const named = reading.found.option.find((span) => context.options.includes(span.value));
  const numbered = n === null || takesNumbers(reading) ? undefined : context.options[n - 1];
  const option = numbered ?? named?.value;
  if (option === undefined || (stance.verdict !== null && stance.verdict !== option && numbered)) {
    return stance;
  }
  if (option === 'yes' || option === 'no' || option === 'maybe') {
    return { ...stance, verdict: option };
  }
  draft.facts.answer = option;
  if (context.expects === 'mode') draft.facts.mode = option;
  if (context.expects === 'language') say(draft, 'language_switch', { lang: option });
  else say(draft, 'other');
  return stance;
}

/** Whether a number is no option: how many was asked, or "los dos" is both languages. */
function takesNumbers({ context, found }: Reading): boolean {
  return (
    context.expects === 'party_size' ||
    (context.expects === 'language' && found.language.some(({ kind }) => kind === 'name'))
  );
}

function sayVerdict({ verdict }: Stance, draft: Draft): void {
  if (verdict) say(draft, verdict);
}

/** Where nothing but yes or no was asked, "ok" is a yes. */
function orAcknowledged(reading: Reading, stance: Stance): Stance {
  const nodded = stance.verdict === null && meant(reading, 'ack').length > 0;
  return nodded ? { ...stance, verdict: 'yes' } : stance;
}

/** "Ok", "enterada": she has read it. Where coming was asked it is worth asking back. */
function acknowledge(reading: Reading, draft: Draft, asked: boolean): void {
  if (draft.intents.length > 0) return;
  if (meant(reading, 'ack').length === 0 && !isOnlyEmoji(reading)) return;
  if (meant(reading, 'thanks', 'blessing').length === 0) say(draft, 'other');
  draft.facts.ack = 'yes';
  if (asked) draft.confirmNeeded = true;
}

function isLate(reading: Reading): boolean {
  return meant(reading, 'late').length > 0;
}

/** "Ok 👌": with no question open it says that she has read it, no more. */
function isOnlyNod(reading: Reading): boolean {
  const nods = [...meant(reading, 'ack'), ...reading.found.sign.filter((s) => s.kind === 'filler')];
  return reading.words.every(
    ({ text }, i) => EMOJI.test(text) || nods.some(({ start, end }) => start <= i && i < end),
  );
}

const EMOJI = /\p{Extended_Pictographic}/u;

function isOnlyEmoji({ words }: Reading): boolean {
  return words.length > 0 && words.every(({ text }) => EMOJI.test(text));
}

/**
 * A seat given back. "Cancelar" and nothing else may mean the texts, and "ya no vamos 4, vamos 3" only some
 * of the seats: ask which.
 */
function giveBack(reading: Reading, draft: Draft): void {
  const { spots } = reading.people;
  say(draft, 'cancel', spots === null ? {} : { spots: String(spots) });
  const [only] = meant(reading, 'cancel');
  const bare = only !== undefined && reading.words.length === 1;
  const some = only === undefined && spots === null && reading.people.total !== null;
  if (bare || some) draft.confirmNeeded = true;
}

/** A reason why not, said as a statement: an answer in itself where one is awaited. */
function giveReason(reading: Reading, draft: Draft): boolean {
  const asked = reading.asking.includes(true) || draft.facts.topic !== undefined;
  return reading.found.reason.length > 0 && !asked && !isLate(reading);
}

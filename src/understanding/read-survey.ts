import { type Draft, say } from './draft.ts';
import type { Found, Span } from './find-phrases.ts';
import { readLanguageWish, wishesTextsIn } from './read-asides.ts';
import { readLate } from './read-late.ts';
import { sayPartySize } from './read-party-size.ts';
import { readPicks } from './read-picks.ts';
import { readTopics } from './read-topics.ts';
import { meant, type Reading } from './reading.ts';
import { type Stance, stanceOf } from './stance.ts';

/** Reads the answer to a survey's question, or to an offer of times; true if that is what was asked. */
export function readSurvey(reading: Reading, draft: Draft): boolean {
  const { expects } = reading.context;
  if (expects === 'choices') readChoices(reading, draft);
  else if (expects === 'rating') readRating(reading, draft);
  else if (expects === 'open') readNeeds(reading, draft);
  else if (expects === 'slot') readSlot(reading, draft);
  else return false;
  return true;
}

function readChoices(reading: Reading, draft: Draft): void {
  const picks = readPicks(reading);
  if (picks.length > 0) {
    say(draft, 'other', { answer: picks.join(',') });
    besideAnswer(reading, draft);
  } else if (meant(reading, 'no', 'no_alone', 'no_need').length > 0) {
    say(draft, 'other', { answer: 'none' });
  } else asideFrom(reading, draft);
}

function readRating(reading: Reading, draft: Draft): void {
  const numbers = reading.words.map(({ text }) => Number(text));
  const named = reading.found.people.find((span) => span.kind === 'number');
  const stars = reading.words.filter(({ text }) => text === '⭐' || text === '🌟').length;
  const rating = numbers.find((n) => n > 0) ?? (named ? Number(named.value) : stars);
  if (rating >= 1 && rating <= 5) {
    say(draft, 'other', { rating: String(rating) });
    besideAnswer(reading, draft);
  } else asideFrom(reading, draft);
}

function readNeeds(reading: Reading, draft: Draft): void {
  const needs = [...new Set(needsOf(reading).map((span) => span.value))];
  if (needs.length > 0) {
    say(draft, 'other', { need: needs.join(',') });
    besideAnswer(reading, draft);
  } else asideFrom(reading, draft);
}

/** What families ask for most, and by so clear a word that it is hardly ever meant otherwise. */
const CHIEF: readonly string[] = [
  'internet',
  'housing',
  'food',
  'school_safety',
  'reading',
  'english_classes',
];

/**
 * The needs that are named, without those that say what for: "internet para las tareas". Beside a chief
 * need another counts where "y" joins the two.
 */
function needsOf({ found, words }: Reading): Span[] {
  const chief = found.need.filter(({ value }) => CHIEF.includes(value));
  const joined = (a: Span, b: Span): boolean => {
    const between = words.slice(a.end, b.start).map(({ text }) => text);
    return between.length < 4 && between.some((text) => JOINERS.includes(text));
  };
  return found.need.filter((need, i) => {
    if (chief.length === 0 || chief[0] === need) return true;
    if (CHIEF.includes(need.value) && chief[0]!.start > need.start) return true;
    const [before, after] = [found.need[i - 1], found.need[i + 1]];
    if (before && isPurpose(before, need, found)) return false;
    const isChief = CHIEF.includes(need.value);
    return isChief || Boolean((before && joined(before, need)) || (after && joined(need, after)));
  });
}

const JOINERS = ['y', 'e', 'i', 'and', '&', '+', 'tambien', 'also'];

/** Whether "para" or "for" stands between two needs. */
function isPurpose(need: Span, then: Span, { sign }: Found): boolean {
  return sign.some(
    ({ kind, start, end }) => kind === 'what_for' && need.end <= start && end <= then.start,
  );
}

function readSlot(reading: Reading, draft: Draft): void {
  const stance = stanceOf(reading);
  const slots = readPicks(reading);
  readTopics(reading, draft);
  if (draft.intents.includes('question') && slots.length === 0) {
    if (refuses(stance)) say(draft, 'no');
    return;
  }
  const instead = refuses(stance) ? readPicks(reading, afterRefusal(reading)) : [];
  if (instead.length > 0 && instead[0] !== 'none') say(draft, 'yes', { slot: instead.join(',') });
  else if (slots[0] === 'none' || refuses(stance)) say(draft, 'no', { slot: 'none' });
  else if (slots.length > 0) {
    say(draft, 'yes', { slot: slots.join(',') });
    if (Number(reading.people.total) > 1) sayPartySize(reading, draft);
    if (meant(reading, 'late').length > 0) readLate(reading, draft);
  } else if (stance.verdict) say(draft, stance.verdict);
  else if (reading.times.length > 0) say(draft, 'question', { topic: 'other_slot' });
  else if (reading.found.reason.length > 0 && draft.intents.length === 0) {
    say(draft, 'no', { slot: 'none' });
  }
}

/** "No puedo a las 4, mejor a las 5:30": the word from which on she chooses what she can. */
function afterRefusal(reading: Reading): number {
  const { words, found } = reading;
  const refused = meant(reading, 'no', 'cant', 'no_longer', 'busy').at(-1);
  const wish = found.sign.findLast(({ kind }) => kind === 'but' || kind === 'wish');
  const clause = refused ? words[refused.start]!.clause : 0;
  const next = words.findIndex((word) => word.clause > clause);
  if (wish && refused && wish.start > refused.start) return wish.start;
  return next < 0 ? words.length : next;
}

function refuses({ verdict }: Stance): boolean {
  return verdict === 'no' || verdict === 'cancel';
}

/** After an answer, what she asks in another clause, and a wish for another language. */
function besideAnswer(reading: Reading, draft: Draft): void {
  const { words, asking } = reading;
  const first = words[0]!.clause;
  readTopics(reading, draft, ({ value, start }) => {
    const { clause } = words[start]!;
    const joined = words.slice(0, start).some(({ text }) => BEFORE_QUESTION.includes(text));
    return (clause !== first || joined) && (asking[clause] === true || SENT.includes(value));
  });
  if (wishesTextsIn(reading)) readLanguageWish(reading, draft);
}

/** What we are asked to send. */
const SENT: readonly string[] = ['materials', 'recording'];

const BEFORE_QUESTION = ['y', 'pero', 'and', 'but'];

/** No answer: a question of hers, or a wish for another language. */
function asideFrom(reading: Reading, draft: Draft): void {
  readTopics(reading, draft);
  readLanguageWish(reading, draft);
}

import { type Draft, say } from './draft.ts';
import { readLanguageWish } from './read-asides.ts';
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
  if (picks.length > 0) say(draft, 'other', { answer: picks.join(',') });
  else if (meant(reading, 'no', 'no_alone', 'no_need').length > 0) {
    say(draft, 'other', { answer: 'none' });
  } else asideFrom(reading, draft);
}

function readRating(reading: Reading, draft: Draft): void {
  const numbers = reading.words.map(({ text }) => Number(text));
  const named = reading.found.people.find((span) => span.kind === 'number');
  const stars = reading.words.filter(({ text }) => text === '⭐' || text === '🌟').length;
  const rating = numbers.find((n) => n > 0) ?? (named ? Number(named.value) : stars);
  if (rating >= 1 && rating <= 5) say(draft, 'other', { rating: String(rating) });
  else asideFrom(reading, draft);
}

function readNeeds(reading: Reading, draft: Draft): void {
  const needs = [...new Set(reading.found.need.map((span) => span.value))];
  if (needs.length > 0) say(draft, 'other', { need: needs.join(',') });
  else asideFrom(reading, draft);
}

function readSlot(reading: Reading, draft: Draft): void {
  const stance = stanceOf(reading);
  const slots = readPicks(reading);
  readTopics(reading, draft);
  if (draft.intents.includes('question') && slots.length === 0) {
    if (refuses(stance)) say(draft, 'no');
    return;
  }
  if (slots[0] === 'none' || refuses(stance)) say(draft, 'no', { slot: 'none' });
  else if (slots.length > 0) say(draft, 'yes', { slot: slots.join(',') });
  else if (stance.verdict) say(draft, stance.verdict);
  else if (reading.times.length > 0) say(draft, 'question', { topic: 'other_slot' });
  else if (reading.found.reason.length > 0 && draft.intents.length === 0) {
    say(draft, 'no', { slot: 'none' });
  }
}

function refuses({ verdict }: Stance): boolean {
  return verdict === 'no' || verdict === 'cancel';
}

/** No answer: a question of hers, or a wish for another language. */
function asideFrom(reading: Reading, draft: Draft): void {
  readTopics(reading, draft);
  readLanguageWish(reading, draft);
}

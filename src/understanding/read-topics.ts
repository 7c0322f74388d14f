import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import type { Meaning } from './lexicon-schema.ts';
import { isAlone, isAsked, meant, type Reading } from './reading.ts';

/**
 * What she asks about the workshop: `topic` lists the topics in order, parted by commas. Asking about care
 * for children is the intent `childcare` with `ask=yes`; everything else is `question`.
 */
export function readTopics(reading: Reading, draft: Draft): void {
  const raised = reading.found.topic.filter((span) => asks(span, reading));
  const topics = [...new Set(raised.map((span) => span.value))];
  if (topics.includes('childcare')) say(draft, 'childcare', { ask: 'yes' });
  if (topics.some((topic) => topic !== 'childcare')) say(draft, 'question');
  if (topics.length > 0) draft.facts.topic = topics.join(',');
}

/** A question of which we know nothing but that it is one. */
export function readUnknownQuestion(reading: Reading, draft: Draft): void {
  const asks = reading.asking.includes(true) || beginsByAsking(reading);
  if (draft.intents.length === 0 && asks) say(draft, 'question');
}

/** "How often will you text": a question without its mark. */
function beginsByAsking({ found }: Reading): boolean {
  const first = found.sign.find((sign) => sign.kind !== 'filler');
  const before = found.sign.filter(
    (sign) => sign.kind === 'filler' && sign.end <= (first?.start ?? 0),
  );
  return first?.kind === 'asks' && first.start === (before.at(-1)?.end ?? 0);
}

/** How far behind a word that asks ("hay", "is there") its topic may stand. */
const ASKING_REACH = 4;

/** What a phrase that also asks may be part of: "tengo que llevar a mi hija al doctor" is no question. */
const STATED: readonly string[] = [
  'cant',
  'busy',
  'maybe',
  'cancel',
  'no',
  'call_me',
  'hand_off',
] satisfies Meaning[];

function isStated(topic: Span, { found, marked, words }: Reading): boolean {
  if (marked[words[topic.start]!.clause]) return false;
  const size = (span: Span): number => span.end - span.start;
  return [...found.meaning, ...found.reason].some(
    (span) =>
      span.start <= topic.start &&
      topic.end <= span.end &&
      ((STATED.includes(span.kind) && size(span) >= size(topic)) ||
        (['help', 'reason', 'ignore', 'yes'].includes(span.kind) && size(span) > size(topic))),
  );
}

function asks(span: Span, reading: Reading): boolean {
  if (isStated(span, reading)) return false;
  if (span.kind === 'question' || isAsked(reading, span) || isAlone(span, reading)) return true;
  const { words, found } = reading;
  const denied = (sign: Span) => found.sign.some((s) => s.kind === 'not' && s.end === sign.start);
  return found.sign.some(
    (sign) =>
      sign.kind === 'asks' &&
      sign.start <= span.start &&
      span.start - sign.end < ASKING_REACH &&
      words[sign.start]!.clause === words[span.start]!.clause &&
      !denied(sign),
  );
}

/** Care for children, said rather than asked: needed or not, for how many. */
export function readCare(reading: Reading, draft: Draft): void {
  const { people, found } = reading;
  const no = meant(reading, 'no_care').length > 0;
  if (no || meant(reading, 'need_care').some((span) => !isAsked(reading, span))) {
    say(draft, 'childcare', { need: no ? 'no' : 'yes' });
  }
  if (found.reason.some((span) => span.value === 'childcare')) say(draft, 'childcare');
  if (people.children !== null && draft.intents.includes('childcare')) {
    draft.facts.children = String(people.children);
  }
}

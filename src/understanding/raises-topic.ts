import type { Span } from './find-phrases.ts';
import type { Meaning } from './lexicon-schema.ts';
import { isAlone, isAsked, type Reading } from './reading.ts';

/** How far behind a word that asks ("hay", "is there") its topic may stand. */
const REACH = 4;

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

/** Whether a topic that a message names is asked about in it. */
export function raises(topic: Span, reading: Reading): boolean {
  if (wonders(topic, reading)) return true;
  if (isStated(topic, reading)) return false;
  if (isAsked(reading, topic) || isTagged(topic, reading)) return true;
  if (isSupposed(topic, reading)) return false;
  if (topic.kind === 'question' || isAllSheSays(topic, reading)) return true;
  const { words, found } = reading;
  const denied = (sign: Span) => found.sign.some((s) => s.kind === 'not' && s.end === sign.start);
  return found.sign.some(
    (sign) =>
      sign.kind === 'asks' &&
      sign.start <= topic.start &&
      topic.start - sign.end < REACH &&
      words[sign.start]!.clause === words[topic.start]!.clause &&
      !denied(sign),
  );
}

/** A topic and nothing else asks about it; where languages are asked about, "inglés" answers. */
function isAllSheSays(topic: Span, reading: Reading): boolean {
  return isAlone(topic, reading) && reading.context.expects !== 'language';
}

/** "Quiero saber si hay comida": no condition, though it sounds like one. */
function wonders({ start }: Span, { words, found }: Reading): boolean {
  return conditionsBefore(start, { words, found }).some((condition) =>
    found.sign.some(
      ({ kind, start: from, end }) =>
        kind === 'asks' && from < condition.start && condition.start <= end,
    ),
  );
}

function isStated(topic: Span, { found, marked, words, context }: Reading): boolean {
  const stated = context.expects === 'childcare' ? [...STATED, 'need', 'no_need'] : STATED;
  if (marked[words[topic.start]!.clause]) return false;
  const size = (span: Span): number => span.end - span.start;
  return [...found.meaning, ...found.reason].some(
    (span) =>
      span.start <= topic.start &&
      topic.end <= span.end &&
      ((stated.includes(span.kind) && size(span) >= size(topic)) ||
        (['help', 'reason', 'ignore', 'yes'].includes(span.kind) && size(span) > size(topic))),
  );
}

/** "Baja por la calle 5, verdad" */
function isTagged({ start }: Span, { words, found }: Reading): boolean {
  const { clause } = words[start]!;
  const tags = found.sign.filter(({ kind }) => kind === 'tag');
  return tags.some((tag) => tag.start > start && words[tag.start]!.clause === clause);
}

/** "Si consigo quien me lleve", "don't have a ride": on a condition, or denied, it asks nothing. */
function isSupposed({ start }: Span, { words, found }: Reading): boolean {
  const agreed = (at: number): boolean =>
    found.meaning.some(({ kind, start: from, end }) => kind === 'yes' && from <= at && at < end);
  return (
    found.sign.some(({ kind, start: at, end }) => kind === 'not' && end === start && !agreed(at)) ||
    conditionsBefore(start, { words, found }).some((condition) => !agreed(condition.start))
  );
}

/** The "si" that leads up to a word, in its clause. */
function conditionsBefore(
  start: number,
  { words, found }: Pick<Reading, 'words' | 'found'>,
): Span[] {
  return found.frame.filter(
    (span) =>
      span.kind === 'if' &&
      span.start < start &&
      start - span.end < 2 &&
      words[span.start]!.clause === words[start]!.clause,
  );
}

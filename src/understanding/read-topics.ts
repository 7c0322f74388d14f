import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import type { Meaning } from './lexicon-schema.ts';
import { isAlone, isAsked, meant, type Reading } from './reading.ts';

/** What can be asked of anything; beside a subject of its own it asks about that ("cuándo son las juntas"). */
const GENERAL: readonly string[] = ['about', 'location', 'date', 'time', 'sender'];

/** Subjects of their own, by whatever word they are asked about. */
const SUBJECTS: readonly string[] = [
  'conferences',
  'enrollment',
  'transport',
  'parking',
  'childcare',
  'recording',
  'interpretation',
  'id_required',
  'safety',
  'materials',
];

/**
 * What she asks about the workshop: `topic` lists the topics in order, parted by commas: one for each
 * question, which end at a comma or an "y". Asking about care
 * for children is the intent `childcare` with `ask=yes`; everything else is `question`.
 */
export function readTopics(reading: Reading, draft: Draft): void {
  const raised = reading.found.topic.filter((span) => asks(span, reading));
  const topics = [...new Set(foremost(raised, reading).map((span) => span.value))];
  if (topics.includes('childcare')) say(draft, 'childcare', { ask: 'yes' });
  if (topics.some((topic) => topic !== 'childcare')) say(draft, 'question');
  if (topics.length > 0) draft.facts.topic = topics.join(',');
}

/** The weightiest topic of each question; a subject of its own takes in the general ones of them all. */
function foremost(raised: readonly Span[], { words }: Reading): Span[] {
  const joined = (from: number, to: number): boolean =>
    words[from]!.clause !== words[to]!.clause ||
    words.slice(from, to).some(({ text }) => JOINERS.includes(text));
  const kept: Span[] = [];
  for (const span of raised) {
    const before = kept.at(-1);
    if (!before || joined(before.end - 1, span.start)) kept.push(span);
    else if (weight(span) > weight(before)) kept[kept.length - 1] = span;
  }
  const hasSubject = kept.some(({ value }) => SUBJECTS.includes(value));
  return kept.filter(({ value }) => !(hasSubject && GENERAL.includes(value)));
}

const JOINERS = ['y', 'e', 'and', '&', 'o', 'or'];

function weight({ kind, value }: Span): number {
  const subject = SUBJECTS.includes(value);
  if (GENERAL.includes(value)) return kind === 'question' ? 3 : 1;
  if (kind === 'question') return subject ? 6 : 5;
  return subject ? 4 : 2;
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
  'ignore',
] satisfies Meaning[];

function isStated(topic: Span, { found, marked, words }: Reading): boolean {
  if (marked[words[topic.start]!.clause]) return false;
  const size = (span: Span): number => span.end - span.start;
  return [...found.meaning, ...found.reason].some(
    (span) =>
      span.start <= topic.start &&
      topic.end <= span.end &&
      ((STATED.includes(span.kind) && size(span) >= size(topic)) ||
        (['help', 'reason'].includes(span.kind) && size(span) > size(topic))),
  );
}

function asks(span: Span, reading: Reading): boolean {
  if (isStated(span, reading)) return false;
  if (isAsked(reading, span)) return true;
  if (isSupposed(span, reading)) return false;
  if (span.kind === 'question' || isAlone(span, reading)) return true;
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

/** "Si consigo quien me lleve", "don't have a ride": on a condition, or denied, it asks nothing. */
function isSupposed({ start }: Span, { words, found }: Reading): boolean {
  const { clause } = words[start]!;
  if (found.sign.some(({ kind, start: at }) => kind === 'tag' && words[at]!.clause === clause)) {
    return false;
  }
  const agreed = (at: number): boolean =>
    found.meaning.some(({ kind, start: from, end }) => kind === 'yes' && from <= at && at < end);
  // "Quiero saber si hay comida" asks.
  const wondered = (at: number): boolean =>
    found.sign.some(({ kind, start: from, end }) => kind === 'asks' && from < at && at <= end);
  return [...found.sign, ...found.frame].some(({ kind, start: from, end }) => {
    if (words[from]!.clause !== clause || agreed(from) || wondered(from)) return false;
    if (kind === 'not') return end === start;
    return kind === 'if' && from < start && start - end < 2;
  });
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

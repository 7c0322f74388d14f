import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { raises } from './raises-topic.ts';
import { isAsked, meant, type Reading } from './reading.ts';

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
 * for children is the intent `childcare` with `ask=yes`; everything else is `question`. Topics that `within`
 * says no of are passed over.
 */
export function readTopics(
  reading: Reading,
  draft: Draft,
  within: (span: Span) => boolean = () => true,
): void {
  const raised = reading.found.topic.filter((span) => within(span) && raises(span, reading));
  const topics = [...new Set(foremost(raised, reading).map((span) => span.value))];
  const others = topics.filter((topic) => topic !== 'childcare');
  if (topics.includes('childcare')) say(draft, 'childcare', { ask: 'yes' });
  if (others.length > 0) say(draft, 'question');
  // Beside others, `ask` alone tells that care was asked about.
  if (topics.length > 0) draft.facts.topic = (others.length > 0 ? others : topics).join(',');
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
  const clauseOf = ({ start }: Span): number => words[start]!.clause;
  const cancelled = kept.find(({ value }) => value === 'cancelled');
  const hasSubject = kept.some(({ value }) => SUBJECTS.includes(value) && value !== 'childcare');
  // "Hay clase hoy o la quitaron" does not ask the day.
  const isPart = (span: Span) =>
    hasSubject || (cancelled !== undefined && clauseOf(cancelled) === clauseOf(span));
  return kept.filter((span) => !(GENERAL.includes(span.value) && isPart(span)));
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

/** Care for children, said rather than asked: needed or not, for how many. */
export function readCare(reading: Reading, draft: Draft): void {
  const { people, found, ages } = reading;
  const no = meant(reading, 'no_care').length > 0;
  if (no || meant(reading, 'need_care').some((span) => !isAsked(reading, span))) {
    say(draft, 'childcare', { need: no ? 'no' : 'yes' });
  }
  if (found.reason.some((span) => span.value === 'childcare')) say(draft, 'childcare');
  if (!draft.intents.includes('childcare')) return;
  const children = Math.max(people.children ?? 0, ages.ages.length);
  if (children > 0) draft.facts.children = String(children);
}

import type { Span } from './find-phrases.ts';
import { isAsked, meant, type Reading, stopsIn } from './reading.ts';
import { segmentsOf } from './segments.ts';

/** Wishes that we stop, and what may be one. */
export type Stops = { sure: Span[]; unsure: Span[] };

/** "Don't stop texting me": the negation is the same language's, so that "no, stop" is none. */
export function isDenied(span: Span, { found, words }: Reading): boolean {
  return found.sign.some(
    (s) =>
      s.kind === 'not' &&
      s.end === span.start &&
      s.language === span.language &&
      words[s.start]!.clause === words[span.start]!.clause,
  );
}

/** What a wish that we stop may be bounded by. */
export type Limit = 'hour' | 'fewer' | 'tongue' | 'one_date' | 'some_texts';

/** The words that bound a wish that we stop, where they stand in its own clause. */
const BOUNDS: [Limit, string[]][] = [
  ['one_date', ['one_date']],
  ['fewer', ['fewer']],
  ['hour', ['hour', 'bad_hour']],
];

/**
 * What a wish that we stop is bounded by: one date, some of the texts, a number, an hour, a language. Of
 * several wishes each must be: "no manden tantos, mejor quítenme" is not.
 */
export function limitOf(reading: Reading, { sure, unsure }: Stops): Limit | null {
  const stops = [...sure, ...unsure];
  const some = stopsIn(reading, 'opt_out_some').filter((span) => !isDenied(span, reading));
  if (some.length > 0 && reading.context.expects !== 'open') return 'some_texts';
  if (stops.length === 0) return unaskedLimit(reading);
  // "Son muchos mensajes, con uno basta": fewer is what she wants.
  if (sure.length === 0 && meant(reading, 'fewer').length > 0) return 'fewer';
  if (reading.found.frame.some(({ kind }) => kind === 'everything')) return null;
  const [bound] = BOUNDS.find(([, kinds]) => isBounded(stops, kinds, reading)) ?? [];
  if (bound === 'one_date') return bound;
  if (hasSign(reading, 'some_texts')) return 'some_texts';
  return bound ?? (wantsOtherLanguage(reading, stops) ? 'tongue' : null);
}

/** "Un mensaje por semana": without a word of stopping, and where no other answer is given. */
function unaskedLimit(reading: Reading): Limit | null {
  const { expects } = reading.context;
  const answered =
    (expects !== null && expects !== 'attendance') ||
    meant(reading, 'coming', 'cant', 'cancel').length > 0;
  if (meant(reading, 'fewer').length > 0 && !answered) return 'fewer';
  return meant(reading, 'bad_hour').some((span) => !isAsked(reading, span)) ? 'hour' : null;
}

function isBounded(stops: readonly Span[], kinds: string[], reading: Reading): boolean {
  const { found } = reading;
  const segments = segmentsOf(reading);
  // "Después del sábado ya no me escriban": from then on, and not for that date.
  const bounds = [...found.sign, ...found.meaning].filter(
    ({ kind, start }) =>
      kinds.includes(kind) &&
      !found.afterwards.some((after) => start - after.end < 2 && after.start <= start),
  );
  const partOf = (span: Span) => segments[span.start]!;
  const reasons = found.frame.filter(({ kind }) => kind === 'because');
  return stops.every((stop) =>
    bounds.some(
      (bound) =>
        partOf(bound) === partOf(stop) &&
        // "Quiten este número porque suena en el trabajo": that is only why.
        !reasons.some((why) => stop.end <= why.start && why.end <= bound.start),
    ),
  );
}

/** "No me manden en inglés, mejor español": it is the language she minds, not "ni en español ni en inglés". */
function wantsOtherLanguage({ found, words }: Reading, stops: readonly Span[]): boolean {
  if (found.frame.some(({ kind }) => kind === 'everything')) return false;
  const clauses = new Set(stops.map(({ start }) => words[start]!.clause));
  const names = found.language.filter(
    ({ kind, value, start }) =>
      kind === 'name' && value !== 'both' && clauses.has(words[start]!.clause),
  );
  return names.some((name) =>
    found.language.some(
      ({ kind, start, end }) => end === name.start || (kind === 'request' && start === name.end),
    ),
  );
}

/** Whether a sign stands anywhere in the message. */
export function hasSign({ found }: Reading, kind: string): boolean {
  return found.sign.some((sign) => sign.kind === kind);
}

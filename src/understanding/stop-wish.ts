import { isCarrierKeyword, isHelpWord, isStartWord, isStopWord } from '#domain';
import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { isAlone, isAsked, meant, type Reading } from './reading.ts';
import { readReason, thanks } from './read-asides.ts';

/** More words than this are no keyword alone. */
const KEYWORDS = 6;

/**
 * What comes before everything else: the wish that we stop, begin again or write less, a number that is
 * not hers, a bare HELP. True if the message is one of these and nothing more need be read.
 */
export function readStopWish(text: string, reading: Reading, draft: Draft): boolean {
  const ended = readKeyword(text, reading, draft) || readWish(reading, draft);
  if (ended) readReason(reading, draft);
  if (ended && thanks(reading)) say(draft, 'thanks');
  return ended;
}

function readKeyword(text: string, reading: Reading, draft: Draft): boolean {
  if (reading.words.length > KEYWORDS) return false;
  const carrier: Record<string, string> = isCarrierKeyword(text) ? { carrier_keyword: 'yes' } : {};
  if (isStopWord(text) || isStopWithCourtesy(reading)) say(draft, 'opt_out', carrier);
  else if (isStartWord(text)) say(draft, 'opt_in', { carrier_keyword: 'yes' });
  else if (isHelpWord(text)) say(draft, 'help', { carrier_keyword: 'yes' });
  else return false;
  return true;
}

/** "stop please", "alto por favor ya": a stop word and nothing but courtesy. */
function isStopWithCourtesy({ words, found }: Reading): boolean {
  const rest = words.filter(
    (_, i) => !found.sign.some((s) => s.kind === 'filler' && s.start <= i && i < s.end),
  );
  return (
    rest.length > 0 && rest.length < words.length && isStopWord(rest.map((w) => w.text).join(' '))
  );
}

function readWish(reading: Reading, draft: Draft): boolean {
  const stops = stopsOf(reading);
  const left = reading.found.reason.some((span) => span.value === 'left_school');
  if (meant(reading, 'wrong_number').length > 0 && !(left && stops.sure.length > 0)) {
    say(draft, 'wrong_number');
    if (stops.sure.length > 0) say(draft, 'opt_out');
    return true;
  }
  const limit = limitOf(reading, stops);
  if (limit) return sayLimit(limit, stops, draft, reading);
  if (stops.sure.length + stops.unsure.length === 0) return false;
  say(draft, 'opt_out');
  const { confirmed, expects } = reading.context;
  const asked = expects === 'attendance' || confirmed;
  if (asked && refusesToCome(reading)) say(draft, confirmed ? 'cancel' : 'no');
  // "Son las 11 de la noche, ya no manden": the hour alone may be what she minds.
  const hour = meant(reading, 'bad_hour').length > 0 || hasSign(reading, 'hour');
  if (hour) draft.facts.quiet_hours = 'yes';
  draft.confirmNeeded = stops.sure.length === 0 || hour;
  if (draft.confirmNeeded) draft.certainty = 'soft';
  return true;
}

/** "No voy a ir y ya no me escriban": both are said. */
function refusesToCome(reading: Reading): boolean {
  return meant(reading, 'cant', 'cancel').length > 0;
}

type Stops = { sure: Span[]; unsure: Span[] };

function stopsOf(reading: Reading): Stops {
  const alone = meant(reading, 'opt_out_alone').filter((span) => isAlone(span, reading));
  const sure = [...meant(reading, 'opt_out'), ...alone].filter((span) => !isDenied(span, reading));
  return { sure, unsure: unsureStops(reading) };
}

/** "Don't stop texting me": the negation is the same language's, so that "no, stop" is none. */
function isDenied(span: Span, { found, words }: Reading): boolean {
  return found.sign.some(
    (s) =>
      s.kind === 'not' &&
      s.end === span.start &&
      s.language === span.language &&
      words[s.start]!.clause === words[span.start]!.clause,
  );
}

/**
 * What may be a wish that we stop. "Ya no quiero" is one only where no question is open; the shortest
 * phrases ("ya no", "basta") only where nothing else is said.
 */
function unsureStops(reading: Reading): Span[] {
  const alone = (span: Span, shortest: number): boolean =>
    span.end - span.start >= shortest || isAlone(span, reading);
  const fedUp = meant(reading, 'opt_out_unsure').filter((span) => alone(span, 2));
  const noLonger = meant(reading, 'no_longer').filter((span) => alone(span, 3));
  const { expects } = reading.context;
  // Where it is asked whether we should stop, "ya no más" is no refusal of that but the wish itself.
  const spans = expects === null || expects === 'yes_no' ? [...fedUp, ...noLonger] : fedUp;
  return spans.filter((span) => !isAsked(reading, span) && !isDenied(span, reading));
}

type Limit = 'keep' | 'hour' | 'fewer' | 'fewer_too' | 'tongue' | 'one_date' | 'some_texts';

/** What a wish that we stop is bounded by: an hour, a number, a language, one date, some of the texts. */
function limitOf(reading: Reading, { sure, unsure }: Stops): Limit | null {
  const last = [...sure, ...unsure].at(-1);
  const kept = meant(reading, 'keep_texts').length > 0;
  const some = meant(reading, 'opt_out_some').filter((span) => !isDenied(span, reading));
  if (some.length > 0 && reading.context.expects !== 'open') return 'some_texts';
  if (!last) {
    const asked = reading.context.expects !== null;
    if (meant(reading, 'fewer').length > 0) return asked ? 'fewer_too' : 'fewer';
    if (meant(reading, 'bad_hour').length > 0 && !reading.asking.includes(true)) return 'hour';
    return null;
  }
  const near = (span: Span): boolean =>
    span.start >= last.start && reading.words[span.start]!.clause === reading.words[last.start]!.clause;
  const signed = (kind: string): boolean =>
    reading.found.sign.some((sign) => sign.kind === kind && near(sign));
  if (signed('one_date')) return 'one_date';
  if (reading.found.sign.some((sign) => sign.kind === 'some_texts')) return 'some_texts';
  if (meant(reading, 'fewer').length > 0) return 'fewer';
  if (everyStopHasItsHour(reading, [...sure, ...unsure])) return 'hour';
  const tongue = reading.found.language.some((span) => span.kind === 'name');
  if (tongue) return 'tongue';
  return kept ? 'keep' : null;
}

/** "No manden a las 6 de la mañana": each wish that we stop has an hour in its own clause. */
function everyStopHasItsHour({ found, words }: Reading, stops: readonly Span[]): boolean {
  const hours = [...found.sign, ...found.meaning].filter(
    ({ kind }) => kind === 'hour' || kind === 'bad_hour',
  );
  const clauseOf = (span: Span) => words[span.start]!.clause;
  return stops.every((stop) => hours.some((hour) => clauseOf(hour) === clauseOf(stop)));
}

function sayLimit(limit: Limit, { sure }: Stops, draft: Draft, reading: Reading): boolean {
  if (limit === 'tongue' || limit === 'keep') return false;
  // "Sí, pero no muy seguido": the answer is still to be read.
  if (limit === 'fewer_too') draft.facts.frequency = 'less';
  if (limit === 'fewer_too') return false;
  if (limit === 'fewer') say(draft, 'other', { frequency: 'less' });
  if (limit === 'hour') say(draft, 'other', { quiet_hours: 'yes' });
  if (limit === 'one_date') say(draft, reading.context.confirmed ? 'cancel' : 'no');
  if (limit === 'some_texts') {
    say(draft, 'opt_out', { scope: 'partial' });
    draft.confirmNeeded = true;
  }
  // She minds the hour, or their number, in words that would else stop us: better ask.
  if (limit === 'hour' && sure.length > 0) draft.confirmNeeded = true;
  return true;
}

function hasSign({ found }: Reading, kind: string): boolean {
  return found.sign.some((sign) => sign.kind === kind);
}

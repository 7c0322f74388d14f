import { isCarrierKeyword, isHelpWord, isStartWord, isStopWord } from '#domain';
import { type Draft, say } from './draft.ts';
import { negationBefore } from './negation.ts';
import { readReason, thanks } from './read-asides.ts';
import { isAsked, meant, type Reading } from './reading.ts';
import { hasSign, type Limit, limitOf, type Stops } from './stop-limits.ts';
import { stopsOf } from './stops-of.ts';

/** A keyword is one word or two, however often it is repeated. */
const LONGEST_KEYWORD = 2;

function mayBeKeyword(words: readonly { text: string }[]): boolean {
  const different = new Set<string>();
  for (const { text } of words) if (different.add(text).size > LONGEST_KEYWORD) return false;
  return true;
}

/**
 * What comes before everything else: the wish that we stop, begin again or write less, a number that is
 * not hers, a bare HELP. True if the message is one of these and nothing more need be read.
 */
export function readStopWish(text: string, reading: Reading, draft: Draft): boolean {
  const ended = readKeyword(text, reading, draft) || readWish(reading, draft);
  if (ended) readWhy(reading, draft);
  return ended;
}

/** What is said beside a wish that we stop: why, thanks, who we are, that she would rather be called. */
function readWhy(reading: Reading, draft: Draft): void {
  readReason(reading, draft);
  if (thanks(reading)) say(draft, 'thanks');
  const sender = reading.found.topic.some(
    (span) =>
      span.kind === 'question' &&
      span.value === 'sender' &&
      isAsked(reading, span) &&
      !reading.found.stop.some(({ start, end }) => start < span.end && span.start < end) &&
      !negationBefore(span, reading),
  );
  if (sender) say(draft, 'question', { topic: 'sender' });
  const called = meant(reading, 'call_me').filter((span) => !negationBefore(span, reading));
  if (called.length > 0) say(draft, 'help', { call_me: 'yes' });
}

function readKeyword(text: string, reading: Reading, draft: Draft): boolean {
  if (isStopWithCourtesy(reading)) {
    say(draft, 'opt_out');
    return true;
  }
  if (!mayBeKeyword(reading.words)) return false;
  const carrier: Record<string, string> = isCarrierKeyword(text) ? { carrier_keyword: 'yes' } : {};
  if (isStopWord(text)) say(draft, 'opt_out', carrier);
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
  const courteous = rest.length > 0 && rest.length < words.length;
  return courteous && mayBeKeyword(rest) && isStopWord(rest.map((w) => w.text).join(' '));
}

function readWish(reading: Reading, draft: Draft): boolean {
  // "Ya no quiero estar fuera, apúnteme otra vez": she comes back.
  if (reading.context.optedOut && comesBack(reading)) return false;
  // "Eso de ya no me escribas era para mi ex": it was not meant for us.
  if (hasSign(reading, 'misdirected')) return false;
  const stops = stopsOf(reading);
  const left = reading.found.reason.some((span) => span.value === 'left_school');
  if (
    meant(reading, 'wrong_number').length > 0 &&
    !(left && stops.sure.length + stops.unsure.length > 0)
  ) {
    say(draft, 'wrong_number');
    if (stops.sure.length + stops.unsure.length > 0) say(draft, 'opt_out');
    return true;
  }
  const limit = limitOf(reading, stops);
  if (limit) return sayLimit(limit, stops, draft, reading);
  if (meant(reading, 'fewer').length > 0) draft.facts.frequency = 'less';
  if (stops.sure.length + stops.unsure.length === 0) return false;
  // "Ya no quiero vivir" is no wish about texts: it is for a person, at once.
  const urgent = reading.found.flag.some((flag) => flag.value === 'urgent');
  if (stops.sure.length === 0 && urgent) return false;
  // "Qué enfadosos jaja, sí voy": she minds nothing of ours.
  const ours = reading.found.frame.some(({ kind }) => kind === 'of_texts');
  if (stops.sure.length === 0 && !ours && meant(reading, 'coming').length > 0) return false;
  // "Don't stop texting me" asks for the opposite.
  if (stops.sure.length === 0 && meant(reading, 'keep_texts').length > 0) return false;
  say(draft, 'opt_out');
  const { confirmed, expects } = reading.context;
  const asked = (expects === 'attendance' || confirmed) && !left;
  if (asked && refusesToCome(reading)) say(draft, confirmed ? 'cancel' : 'no');
  // "Son las 11 de la noche, ya no manden": the hour alone may be what she minds.
  const hour = meant(reading, 'bad_hour').length > 0 || hasSign(reading, 'hour');
  if (hour) draft.facts.quiet_hours = 'yes';
  // "Stop it, of course we're coming": what she says beside it may turn it round.
  const keeps = meant(reading, 'keep_texts', 'keep_seat', 'coming').length > 0 || agrees(reading);
  draft.confirmNeeded = stops.sure.length === 0 || hour || keeps;
  if (draft.confirmNeeded) draft.certainty = 'soft';
  return true;
}

/**
 * Whether she begins by saying yes ("sí, qué bueno que me puedo salir cuando quiera"), or says it at all
 * where that was asked: "nomás no me llenen el teléfono, pero va".
 */
function agrees(reading: Reading): boolean {
  const asked = reading.context.expects === 'consent';
  return meant(reading, 'yes', 'ack').some(({ start }) => start === 0 || asked);
}

/** Whether she asks for texts again: "no me vuelvan a apuntar" and "sigo sin querer" do not. */
function comesBack(reading: Reading): boolean {
  const { stop, unease } = reading.found;
  return meant(reading, 'opt_in', 'undo').some(
    (span) =>
      !negationBefore(span, reading) &&
      ![...stop, ...unease].some(
        ({ start, end, kind }) =>
          kind !== 'opt_out_alone' &&
          start <= span.start &&
          span.end <= end &&
          end - start > span.end - span.start,
      ),
  );
}

/** "No voy a ir y ya no me escriban": both are said. */
function refusesToCome(reading: Reading): boolean {
  const { stop } = reading.found;
  return meant(reading, 'cant', 'cancel').some(
    (span) => !stop.some(({ start, end }) => start < span.end && span.start < end),
  );
}

function sayLimit(limit: Limit, { sure }: Stops, draft: Draft, reading: Reading): boolean {
  if (limit === 'tongue') return false;
  if (limit === 'fewer') say(draft, 'other', { frequency: 'less' });
  if (limit === 'hour') say(draft, 'other', { quiet_hours: 'yes' });
  if (limit === 'one_date') say(draft, reading.context.confirmed ? 'cancel' : 'no');
  if (limit === 'some_texts') {
    say(draft, 'opt_out', { scope: 'partial' });
    draft.confirmNeeded = true;
  }
  // She minds the hour, in words that would else stop us: better ask.
  if (limit === 'hour' && sure.length > 0) draft.confirmNeeded = true;
  return true;
}

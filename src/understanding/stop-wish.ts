import { isHelpWord, isStartWord, isStopWord } from '#domain';
import { type Draft, say } from './draft.ts';
import type { Span } from './find-phrases.ts';
import { isAlone, isAsked, meant, type Reading } from './reading.ts';

/**
 * What comes before everything else: the wish that we stop, begin again or write less, a number that is
 * not hers, a bare HELP. True if the message is one of these and nothing more need be read.
 */
export function readStopWish(text: string, reading: Reading, draft: Draft): boolean {
  if (isStopWord(text) || isStopWithCourtesy(reading)) say(draft, 'opt_out');
  else if (isStartWord(text)) say(draft, 'opt_in');
  else if (isHelpWord(text)) say(draft, 'help');
  else if (meant(reading, 'wrong_number').length > 0) say(draft, 'wrong_number');
  else if (meant(reading, 'fewer').length > 0) say(draft, 'other', { frequency: 'less' });
  else return readOptOut(reading, draft);
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

function readOptOut(reading: Reading, draft: Draft): boolean {
  const { context, found } = reading;
  const sure = meant(reading, 'opt_out').filter((span) => !isDenied(span, reading));
  const unsure = unsureStops(reading);
  if (sure.length + unsure.length === 0) return false;
  if (meant(reading, 'bad_hour').length > 0) {
    // She minds the hour, not the texts.
    say(draft, 'other', { quiet_hours: 'yes' });
    draft.confirmNeeded = true;
    return true;
  }
  const last = [...sure, ...unsure].at(-1)!;
  // "Quíteme de la lista del sábado": one date, not everything.
  if (found.sign.some((sign) => sign.kind === 'one_date' && sign.start >= last.end - 1)) {
    say(draft, context.confirmed ? 'cancel' : 'no');
    return true;
  }
  say(draft, 'opt_out');
  draft.confirmNeeded = sure.length === 0;
  if (draft.confirmNeeded) draft.certainty = 'soft';
  return true;
}

/** "Don't stop texting me": the negation is the same language's, so that "no, stop" is none. */
function isDenied(span: Span, { found }: Reading): boolean {
  return found.sign.some(
    (s) => s.kind === 'not' && s.end === span.start && s.language === span.language,
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
  return spans.filter((span) => !isAsked(reading, span));
}

import type { Span } from './find-phrases.ts';
import { negationBefore } from './negation.ts';
import { isAlone, isAloneInClause, meant, type Reading, stopsIn } from './reading.ts';
import { segmentsOf } from './segments.ts';
import { isDenied, type Stops } from './stop-limits.ts';
import { ceasingTexts } from './stop-pairs.ts';

/** The wishes that we stop in a message: those that are sure, and what is worth asking about. */
export function stopsOf(reading: Reading): Stops {
  const alone = stopsIn(reading, 'opt_out_alone').filter((span) => isAlone(span, reading));
  const sure = [...stopsIn(reading, 'opt_out'), ...alone].filter(
    (span) => !isDenied(span, reading),
  );
  // "Please don't cross us off the list", "si me borran, me enojo": worth asking.
  const [plain, negated] = [
    sure.filter(isPlain(reading)),
    sure.filter((s) => !isPlain(reading)(s)),
  ];
  return { sure: plain, unsure: [...negated, ...unsureStops(reading)] };
}

/** Whether no negation of its own language stands shortly before a phrase in its part, and no "if" at its head. */
function isPlain(reading: Reading): (span: Span) => boolean {
  const segments = segmentsOf(reading);
  return (span) =>
    !reading.found.frame.some(({ kind, start }) => kind === 'if' && start === span.start - 1) &&
    !reading.found.sign.some(
      ({ kind, language, start, end }) =>
        kind === 'not' &&
        language === span.language &&
        end <= span.start &&
        span.start - end < 3 &&
        segments[start] === segments[span.start],
    );
}

/**
 * What may be a wish that we stop. "Ya no quiero" is one only where no question is open; the shortest
 * phrases ("ya no", "basta") only where nothing else is said.
 */
function unsureStops(reading: Reading): Span[] {
  const alone = (span: Span, shortest: number): boolean =>
    span.end - span.start >= shortest || isAlone(span, reading);
  const fedUp = stopsIn(reading, 'opt_out_unsure').filter((span) => alone(span, 2));
  // "Stop, wrong person": a word that stops us, alone in its part of the message.
  const aside = stopsIn(reading, 'opt_out_alone').filter((s) => isAloneInClause(s, reading));
  aside.push(...closing(reading));
  // "Don't put me on any list".
  const notIn = meant(reading, 'opt_in').filter((span) => negationBefore(span, reading));
  const noLonger = meant(reading, 'no_longer').filter((span) => alone(span, 3));
  const { expects } = reading.context;
  // What a family needs is often that others cease: "que dejen de pelear".
  if (expects === 'open' && !reading.found.frame.some(({ kind }) => kind === 'of_texts')) return [];
  // Where it is asked whether we should stop, "ya no más" is no refusal of that but the wish itself.
  const spans = expects === null || expects === 'yes_no' ? [...fedUp, ...noLonger] : fedUp;
  spans.push(...aside, ...notIn, ...ceasingTexts(reading));
  return spans.filter((span) => !isMarked(span, reading) && !isDenied(span, reading));
}

/** "Omg stop": what may end a message only to stop us. */
function closing(reading: Reading): Span[] {
  const { found, words } = reading;
  const ignored = meant(reading, 'ignore');
  return found.last.filter(
    ({ start, end }) =>
      end === words.length &&
      words.length > 1 &&
      !reading.asking[words[start]!.clause] &&
      !ignored.some((span) => span.start <= start && end <= span.end),
  );
}

function isMarked({ start }: Span, { marked, words }: Reading): boolean {
  return marked[words[start]!.clause] === true;
}

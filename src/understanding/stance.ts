import type { Span } from './find-phrases.ts';
import { negationBefore } from './negation.ts';
import { isAlone, isAsked, meant, type Reading } from './reading.ts';

/** For or against, and how firmly. `going` says that coming itself was spoken of, whatever was asked. */
export type Stance = {
  verdict: 'yes' | 'no' | 'maybe' | 'cancel' | null;
  going: boolean;
  soft: boolean;
};

type Signal = { verdict: 'yes' | 'no' | 'maybe' | 'cancel'; going: boolean; span: Span };

const SIGNALS: Record<string, Omit<Signal, 'span'>> = {
  yes: { verdict: 'yes', going: false },
  yes_alone: { verdict: 'yes', going: false },
  coming: { verdict: 'yes', going: true },
  no: { verdict: 'no', going: false },
  no_alone: { verdict: 'no', going: false },
  no_longer: { verdict: 'no', going: false },
  cant: { verdict: 'no', going: true },
  busy: { verdict: 'no', going: true },
  keep_seat: { verdict: 'yes', going: true },
  maybe: { verdict: 'maybe', going: false },
  cancel: { verdict: 'cancel', going: true },
};

/** Whether the message agrees, refuses or hesitates. */
export function stanceOf(reading: Reading): Stance {
  const soft = meant(reading, 'hedge').length > 0 || reading.found.soft.length > 0;
  const all = negated(supposed(signalsOf(reading), reading), reading);
  // "Sí voy pero tengo que recoger a mi niño": being busy refuses only where nothing else is said.
  const said = all.filter(({ span }) => !isWeak(span, reading));
  const asks =
    reading.found.topic.some((topic) => topic.kind === 'question') ||
    meant(reading, 'late').length > 0;
  const signal = decisive(afterBut(said.length > 0 || asks ? said : all, reading));
  if (!signal) return { verdict: leaning(reading), going: false, soft };
  return { verdict: signal.verdict, going: signal.going, soft };
}

/**
 * Where coming was asked and no phrase answers: what the single words lean to. A doubt weighs most, and a
 * negation turns a word of coming round.
 */
function leaning({ found, people, context, asking }: Reading): Stance['verdict'] {
  if (context.expects !== 'attendance' || asking.includes(true)) return null;
  if (
    found.topic.length > 0 ||
    people.total !== null ||
    found.language.some(({ kind }) => kind === 'name')
  )
    return null;
  const leans = (kind: string): boolean => found.lean.some((span) => span.kind === kind);
  if (leans('lean_maybe')) return 'maybe';
  const denied = found.sign.some(({ kind }) => kind === 'not') && leans('lean_yes');
  if (denied || leans('lean_no')) return 'no';
  return leans('lean_yes') ? 'yes' : null;
}

function signalsOf(reading: Reading): Signal[] {
  return reading.found.meaning.flatMap((span) => {
    const signal = SIGNALS[span.kind];
    if (!signal || !counts(span, reading)) return [];
    return [{ ...signal, span }];
  });
}

/**
 * In a question nothing is agreed or refused, but for a "sí" before it. A "no" alone is an answer only at
 * the edge of its clause: within one it belongs to something else ("que no cobren").
 */
function counts(span: Span, reading: Reading): boolean {
  if (isWithinQuestion(span, reading) || isNoToStopping(span, reading)) return false;
  if (followsQuestion(span, reading)) return false;
  if (isBareNoLonger(span)) return isEdge(span, reading, 'last');
  if (span.kind.endsWith('_alone')) return isAlone(span, reading);
  if (isAsked(reading, span)) {
    return span.kind === 'yes' && isEdge(span, reading, 'first') && !isBeforeNot(span, reading);
  }
  const bare = span.end - span.start === 1 && (span.kind === 'no' || span.kind === 'yes');
  return !bare || isEdge(span, reading, 'first') || isEdge(span, reading, 'last');
}

/**
 * Being busy, and a "no" that goes on: "no trabajo ese día, sí voy" refuses nothing, and "no tengo carro"
 * only where nothing else is said.
 */
function isWeak(span: Span, reading: Reading): boolean {
  const bare = span.kind === 'no' && span.end - span.start === 1;
  return span.kind === 'busy' || (bare && !isEdge(span, reading, 'last'));
}

/** "Cómo llego ahí": words of a phrase that asks say nothing by themselves. */
function isWithinQuestion(span: Span, { found }: Reading): boolean {
  const questions = found.topic.filter((topic) => topic.kind === 'question');
  return questions.some((topic) =>
    topic.value === 'cancelled'
      ? topic.start < span.end && span.start < topic.end
      : topic.start <= span.start && span.end <= topic.end,
  );
}

/** "Si no puedo ir me mandan los apuntes?": no "sí" but "if". */
function isBeforeNot({ end }: Span, { found }: Reading): boolean {
  return found.sign.some(({ kind, start }) => kind === 'not' && start === end);
}

/** "Qué papeles tengo que llevar o así nomás llego": a clause that begins by asking goes on asking. */
function followsQuestion(span: Span, { found, words }: Reading): boolean {
  const clause = words[span.start]!.clause;
  const first = words.findIndex((word) => word.clause === clause);
  const asks = found.topic.some(
    ({ kind, start, end }) => kind === 'question' && start === first && end <= span.start,
  );
  const but = found.sign.some(
    ({ kind, start }) => kind === 'but' && first < start && start <= span.start,
  );
  return asks && !but;
}

/** "No dejen de avisarme": the "no" is part of the wish that we go on. */
function isNoToStopping(span: Span, { found }: Reading): boolean {
  if (span.kind !== 'no') return false;
  return [...found.stop, ...found.unease].some((stop) => stop.start === span.end);
}

/** "Ya no" belongs to what follows it. */
function isBareNoLonger(span: Span): boolean {
  return span.kind === 'no_longer' && span.end - span.start <= 2;
}

/** Whether a phrase is first or last in its clause, words that add nothing aside. */
function isEdge(span: Span, reading: Reading, which: 'first' | 'last'): boolean {
  const { words, found } = reading;
  const clause = words[span.start]!.clause;
  const light = [...found.sign, ...found.meaning].filter((s) =>
    ['filler', 'but', 'thanks', 'blessing', 'hedge', 'yes', 'ignore', 'greeting'].includes(s.kind),
  );
  const step = which === 'first' ? -1 : 1;
  let i = which === 'first' ? span.start - 1 : span.end;
  while (words[i]?.clause === clause && light.some((s) => s.start <= i && i < s.end)) i += step;
  return words[i]?.clause !== clause;
}

/** "Si se me quita la calentura sí voy": what follows a condition is no promise. */
function supposed(signals: Signal[], { found, words }: Reading): Signal[] {
  const ifs = found.frame.filter(
    (sign) =>
      sign.kind === 'if' &&
      !signals.some(({ span }) => span.start === sign.start && span.end >= sign.end),
  );
  return signals.map((signal) => {
    const { start } = signal.span;
    const hangs = ifs.some(
      (sign) => sign.end < start && words[start]!.clause - words[sign.start]!.clause < 2,
    );
    return hangs && signal.verdict === 'yes' ? { ...signal, verdict: 'maybe' as const } : signal;
  });
}

/**
 * "no voy", "not coming", "no me lo cancelen": a negation up to two words before turns agreement round, or
 * the wish to give a seat back, and is used up.
 */
function negated(signals: Signal[], reading: Reading): Signal[] {
  const used = new Set<Span>();
  const turned = signals.map((signal) => {
    if (signal.verdict !== 'yes' && signal.verdict !== 'cancel') return signal;
    const not = negationBefore(signal.span, reading);
    if (!not) return signal;
    for (const other of signals) if (other.span.start === not.start) used.add(other.span);
    const verdict = signal.verdict === 'yes' ? ('no' as const) : ('yes' as const);
    return { ...signal, verdict };
  });
  return turned.filter((signal) => !used.has(signal.span));
}

/**
 * What follows "pero" counts, if it says anything; but a bare "sí" does not undo a refusal to come ("no
 * puedo el sábado pero el domingo sí").
 */
function afterBut(signals: Signal[], { found }: Reading): Signal[] {
  const but = found.sign.filter((sign) => sign.kind === 'but').at(-1);
  if (!but) return signals;
  const after = signals.filter((signal) => signal.span.start > but.start);
  const bareYes = after.every((signal) => signal.verdict === 'yes' && !signal.going);
  const refused = signals.some((signal) => signal.verdict === 'no' && signal.going);
  return after.length === 0 || (bareYes && refused) ? signals : after;
}

/**
 * Giving a seat back outweighs all; a doubt outweighs a yes, and a no that comes after it; else the longer
 * phrase, of equals the first.
 */
function decisive(signals: Signal[]): Signal | undefined {
  const cancel = signals.find((signal) => signal.verdict === 'cancel');
  if (cancel) return cancel;
  const doubt = signals.find((signal) => signal.verdict === 'maybe');
  const refusal = signals.find((signal) => signal.verdict === 'no');
  if (doubt) return refusal && refusal.span.start < doubt.span.start ? refusal : doubt;
  const size = ({ span }: Signal) => span.end - span.start;
  return [...signals].sort((a, b) => size(b) - size(a) || a.span.start - b.span.start)[0];
}

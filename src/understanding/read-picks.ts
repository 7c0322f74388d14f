import type { Span } from './find-phrases.ts';
import { numeralsOf } from './numerals.ts';
import type { Reading } from './reading.ts';
import { type Pick, withoutDenied } from './refused-picks.ts';

/**
 * Which of the question's options a message chooses, from word `from` on: their numbers as text, ascending,
 * or `none`. By number, place ("la última"), name, clock time, all, or all but some; empty if none is
 * chosen.
 */
export function readPicks(reading: Reading, from = 0): string[] {
  const count = reading.context.options.length;
  const except = reading.found.sign.find((sign) => sign.kind === 'except');
  const all = Array.from({ length: count }, (_, i) => i + 1);
  const picks = new Set<number>();
  const left = new Set<number>();
  let everything = false;
  for (const { at, pick } of withoutDenied(picksOf(reading), reading)) {
    if (at < from) continue;
    if (pick === 'none') return ['none'];
    if (pick === 'all') everything = true;
    else for (const n of pick) (except && at >= except.end ? left : picks).add(n);
  }
  // "Either 1 or 2" is not all of them.
  const some = left.size > 0 || (everything && picks.size === 0);
  if (some) for (const n of all) if (!left.has(n)) picks.add(n);
  return [...picks].sort((a, b) => a - b).map(String);
}

function picksOf(reading: Reading): Pick[] {
  const ranges = byRange(reading);
  if (ranges.length > 0) return ranges;
  const timed = byTime(reading);
  // Beside an hour a number is no option: "la de 5:30, vamos los dos".
  const numbers = timed.length > 0 ? [] : byNumber(reading);
  const numbered = [...numbers, ...byPlace(reading), ...timed];
  const sure = numbered.filter(({ pick }) => pick !== 'all');
  const named = withoutWhy(byName(reading), reading);
  // A number is clearer than a name beside it ("la 2, mi hijo ya va a la prepa"), unless "y" joins them.
  const names = sure.length === 0 ? named : named.filter(({ at }) => isJoined(at, reading));
  return [...numbered, ...names];
}

/** "De la uno a la tres", "1 to 3": every option between two numbers. */
function byRange(reading: Reading): Pick[] {
  const { words, found, context } = reading;
  const numbers = numeralsOf(words, found);
  return numbers.flatMap((from, i) => {
    const to = numbers[i + 1];
    if (!to || from.value < 1 || to.value <= from.value || to.value > context.options.length)
      return [];
    const between = words.slice(from.end, to.start).map(({ text }) => text);
    const begins = ['de', 'del', 'from'].some((text) =>
      words.slice(Math.max(from.start - 2, 0), from.start).some((word) => word.text === text),
    );
    const joins = between.some(
      (text) => TO.includes(text) || (begins && text === 'a') || (begins && text === 'al'),
    );
    if (!joins || between.length > 2) return [];
    const pick = Array.from({ length: to.value - from.value + 1 }, (_, n) => from.value + n);
    return [{ at: from.start, pick }];
  });
}

const TO = ['to', 'through', 'thru', 'hasta', 'asta', '-'];

/** "En la tarde, porque trabajo en la mañana": what follows "porque" chooses nothing, where more is said. */
function withoutWhy(picks: Pick[], { found }: Reading): Pick[] {
  const why = found.frame.find(({ kind }) => kind === 'because');
  const before = picks.filter(({ at }) => why === undefined || at < why.start);
  return before.length > 0 ? before : picks;
}

/** "2 and health", "1 y la de salud" */
function isJoined(at: number, { words }: Reading): boolean {
  const before = words.slice(Math.max(at - 3, 0), at).map(({ text }) => text);
  return before.some((text) => JOINERS.includes(text));
}

const JOINERS = ['y', 'e', 'o', 'and', 'or', '&', '+'];

function byNumber(reading: Reading): Pick[] {
  const { words, found, context, times } = reading;
  return words.flatMap(({ text }, at) => {
    if (times.some((time) => time.start <= at && at < time.end)) return [];
    const named = found.people.find((span) => span.kind === 'number' && span.start === at);
    if (named && isPronoun(named, reading)) return [];
    const n = /^\d{1,2}$/.test(text) ? Number(text) : named ? Number(named.value) : 0;
    // "Los dos" is no number two where both stand for all.
    if (found.pick.some((span) => span.start <= at && at < span.end)) return [];
    if (n >= 1 && n <= context.options.length) return [{ at, pick: [n] }];
    if (context.expects === 'slot' && /^\d{3,4}$/.test(text)) return digitsPick(text, at, reading);
    return context.expects === 'slot' && n > 0 ? hourPick(n, at, reading) : [];
  });
}

/** "The 4:00 one", "the report card one": no number one. */
function isPronoun({ start, value, language }: Span, { words, found }: Reading): boolean {
  if (value !== '1' || language !== 'en' || start === 0) return false;
  const light = found.sign.some((sign) => sign.kind === 'filler' && sign.end === start);
  return !light && words[start - 1]!.clause === words[start]!.clause;
}

/** "4" where only three options stand, and one of them is at four. */
function hourPick(hour: number, at: number, { context }: Reading): Pick[] {
  const pick = context.options.flatMap((option, i) => {
    const time = timeOf(option);
    return time !== null && (time / 60 === hour || time / 60 === hour + 12) ? [i + 1] : [];
  });
  return pick.length > 0 ? [{ at, pick }] : [];
}

/** "The 330": an offered time without its colon. */
function digitsPick(text: string, at: number, { context }: Reading): Pick[] {
  const pick = context.options.flatMap((option, i) =>
    option.replace(':', '').startsWith(text) ? [i + 1] : [],
  );
  return pick.length > 0 ? [{ at, pick }] : [];
}

function byPlace({ found, context }: Reading): Pick[] {
  const last = context.options.length;
  return found.pick.flatMap(({ start: at, value }): Pick[] => {
    if (value === 'all' || value === 'none') return [{ at, pick: value }];
    const place = (name: string) =>
      name === 'last' ? last : name === 'middle' ? Math.ceil(last / 2) : Number(name);
    const pick = value.split('-').map(place);
    return pick.every((n) => n >= 1 && n <= last) ? [{ at, pick }] : [];
  });
}

function byName(reading: Reading): Pick[] {
  const { found, context } = reading;
  return found.option.flatMap((option) => {
    const n = context.options.indexOf(option.value) + 1;
    return n > 0 && !isPartOfSaturday(option, reading) ? [{ at: option.start, pick: [n] }] : [];
  });
}

/** "Saturdays before noon": the part of a day that is named beside it is a part of that day. */
function isPartOfSaturday({ value, start }: Span, { found, words }: Reading): boolean {
  return (
    value.startsWith('weekday_') &&
    found.option.some((other) => {
      if (!other.value.startsWith('saturday_')) return false;
      if (words[other.start]!.clause !== words[start]!.clause) return false;
      const [from, to] = [Math.min(start, other.start), Math.max(start, other.start)];
      return !words.slice(from, to).some(({ text }) => JOINERS.includes(text));
    })
  );
}

/** An offered time, or what lies after or before one: "después de las 5". */
function byTime({ times, found, context }: Reading): Pick[] {
  if (context.expects !== 'slot') return [];
  return times.flatMap(({ start: at, time }) => {
    const said = timeOf(time)!;
    const limit = found.clock.find((span) => span.end === at && span.kind !== 'at')?.kind;
    const pick = context.options.flatMap((option, i) => {
      const offered = timeOf(option);
      if (offered === null) return [];
      const fits =
        limit === 'after' ? offered > said : limit === 'before' ? offered < said : offered === said;
      return fits ? [i + 1] : [];
    });
    return pick.length > 0 ? [{ at, pick }] : [];
  });
}

/** `3:30pm` or `15:30` → minutes of the day; null if it is no time. */
function timeOf(option: string): number | null {
  const [, hours, minutes, half] = /^(\d{1,2}):(\d{2})(am|pm)?$/.exec(option) ?? [];
  if (!hours) return null;
  const later = half === 'pm' && Number(hours) < 12 ? 12 : 0;
  return (Number(hours) + later) * 60 + Number(minutes);
}

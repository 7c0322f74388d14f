import type { Found, Span } from './find-phrases.ts';
import type { Word } from './read-words.ts';

/** A clock time of a message: from word `start` to before word `end`, as `HH:MM` of 24 hours. */
export type ClockTime = { start: number; end: number; time: string };

/** Workshops are held by day: an hour up to this, without more said, is one of the afternoon. */
const LAST_AFTERNOON_HOUR = 6;

/** The clock times of a message: "10:30", "a las 4", "10 y media", "330", "5pm", "noon". */
export function readTimes(words: readonly Word[], found: Found): ClockTime[] {
  const times: ClockTime[] = found.clock
    .filter((span) => span.kind === 'noon')
    .map(({ start, end }) => ({ start, end, time: '12:00' }));
  for (let i = 0; i < words.length; i += 1) {
    const time = timeAt(i, words, found);
    if (!time) continue;
    times.push(time);
    i = time.end - 1;
  }
  return times.sort((a, b) => a.start - b.start);
}

function timeAt(i: number, words: readonly Word[], found: Found): ClockTime | null {
  const number = numberAt(i, words, found);
  if (!number) return null;
  const before = (...kinds: string[]) =>
    found.clock.find((span) => span.end === i && kinds.includes(span.kind));
  const after = (at: number, ...kinds: string[]) =>
    found.clock.find((span) => span.start === at && kinds.includes(span.kind));
  const stated = before('at', 'after', 'before') ?? verbBefore(i, words, found);
  const [, hours = '', minutes] = /^(\d{1,2}):?(\d{2})?$/.exec(number.text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes ?? 0) > 59) return null;
  const fraction = after(number.end, 'half', 'quarter');
  const spoken = stated && !fraction ? minuteAfter(number.end, words, found) : null;
  const end = fraction?.end ?? spoken?.end ?? number.end;
  const half = after(end, 'morning', 'evening');
  const past = before('half_past', 'quarter_past', 'quarter_to');
  const written = number.text.includes(':');
  if (!(written || stated || past || half || (fraction && !minutes))) return null;
  const minute = Number(
    minutes ?? spoken?.minute ?? MINUTES[past?.kind ?? fraction?.kind ?? ''] ?? 0,
  );
  const hour = hourOf(Number(hours), half?.kind);
  const total = hour * 60 + minute - (past?.kind === 'quarter_to' ? 60 : 0);
  return { start: past?.start ?? i, end: half?.end ?? end, time: clock(total) };
}

/**
 * "be there around", "llego como": a verb of coming or going that leads up to an hour. "We'll be there, 2
 * adults": after a comma it does not.
 */
function verbBefore(i: number, words: readonly Word[], found: Found): Span | undefined {
  if (words[i - 1]?.clause !== words[i]?.clause) return undefined;
  return found.sign.find(
    ({ kind, start, end }) =>
      (kind === 'arrive' || kind === 'leave') && end === i && end - start > 1,
  );
}

const MINUTES: Record<string, number> = {
  half: 30,
  quarter: 15,
  half_past: 30,
  quarter_past: 15,
  quarter_to: 45,
};

/** "a las 10 20", "a las 10 y veinte", "a las once menos diez": the minutes, which may be fewer than none. */
function minuteAfter(
  i: number,
  words: readonly Word[],
  found: Found,
): { minute: number; end: number } | null {
  if (words[i]?.clause !== words[i - 1]?.clause) return null;
  const text = words[i]?.text ?? '';
  if (/^[0-5][05]$/.test(text)) return { minute: Number(text), end: i + 1 };
  if (text !== 'y' && text !== 'menos') return null;
  const quarter = words[i + 1]?.text === 'cuarto' ? { text: '15', end: i + 2 } : null;
  const number = quarter ?? (words[i + 1] ? numberAt(i + 1, words, found) : null);
  const minute = Number(number?.text);
  if (!number || !(minute > 0 && minute < 60 && minute % 5 === 0)) return null;
  // "A las 4 y 5 niños" is no time.
  if (text === 'y' && minute < 20) return null;
  return { minute: text === 'y' ? minute : -minute, end: number.end };
}

function numberAt(i: number, words: readonly Word[], found: Found) {
  const { text } = words[i]!;
  if (/^\d{1,2}:?\d{2}$|^\d{1,2}$/.test(text)) return { text, end: i + 1 };
  // "Las cuatro" may be counted as one phrase: its hour is its last word.
  const named = found.people.find(
    (span) =>
      span.kind === 'number' && (span.start === i || (span.end === i + 1 && span.start < i)),
  );
  return named ? { text: named.value, end: named.end } : null;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === 'morning') return hour === 12 ? 0 : hour;
  if (half === 'evening' || (hour >= 1 && hour <= LAST_AFTERNOON_HOUR)) {
    return hour < 12 ? hour + 12 : hour;
  }
  return hour;
}

function clock(minutes: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
}

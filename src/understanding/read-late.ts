import { type Draft, say } from './draft.ts';
import type { ClockTime } from './read-times.ts';
import { isAsked, meant, type Reading } from './reading.ts';

/** How many words may stand between "llego" and its hour. */
const REACH = 5;

/** Lateness, and the times at which she comes or goes. */
export function readLate(reading: Reading, draft: Draft): void {
  const arrive = timeAfter('arrive', reading);
  const leave = timeAfter('leave', reading);
  if (leave && leave !== arrive) draft.facts.leave = leave.time;
  const late = meant(reading, 'late');
  const secondHalf = reading.found.clock.some((span) => span.kind === 'second_half');
  const { confirmed, expects } = reading.context;
  const isNews = confirmed && expects === null;
  // On her way, "en una hora llego" is news of being late.
  const soon = isNews ? minutesLate(reading) : null;
  const within = arrive ? null : (minutesWithin(reading) ?? soon);
  // In a question about something else "tarde" says nothing about her.
  const asksElse =
    late.every((span) => isAsked(reading, span)) && draft.intents.includes('question');
  const aboutHer = late.length > 0 && (!asksElse || draft.facts.topic?.includes('late_ok'));
  const comes = !draft.intents.includes('no') && !draft.intents.includes('cancel');
  if (!aboutHer && !secondHalf && !((arrive || within) && comes && isComing(reading))) return;
  if (!comes) return;
  say(draft, 'late');
  // To a family that is coming, "llego en 10" is no new yes.
  if (isNews) draft.intents = draft.intents.filter((i) => i !== 'yes');
  if (arrive) draft.facts.arrive = arrive.time;
  else if (secondHalf) draft.facts.arrive = 'second_half';
  const minutes = minutesLate(reading) ?? within;
  if (minutes) draft.facts.late_min = String(minutes);
}

/** When a family comes that is late, where no rule has told: in how many minutes, or at the last hour she names. */
export function saysWhen(reading: Reading, { facts }: Draft): void {
  if (facts.late_min || facts.arrive) return;
  const at = reading.times.findLast(({ time }) => time !== facts.leave);
  const minutes = minutesLate(reading) ?? (at ? null : minutesWithin(reading));
  if (minutes) facts.late_min = String(minutes);
  else if (at) facts.arrive = at.time;
}

/** Whether she speaks of arriving, beside whatever time she names. */
function isComing({ found }: Reading): boolean {
  return found.sign.some((sign) => sign.kind === 'arrive');
}

function timeAfter(
  kind: 'arrive' | 'leave',
  { times, found, words }: Reading,
): ClockTime | undefined {
  return times.findLast((time) => {
    // "A las doce me salgo": the verb may follow its hour.
    const { clause } = words[time.start]!;
    const next = found.sign.find(
      (sign) => (sign.kind === 'arrive' || sign.kind === 'leave') && sign.start >= time.end,
    );
    const follows =
      kind === 'leave' &&
      next?.kind === kind &&
      next.start - time.end < 2 &&
      next.end - next.start > 1 &&
      words[next.start]!.clause === clause;
    if (follows) return true;
    const before = found.sign.filter(
      (sign) =>
        (sign.kind === 'arrive' || sign.kind === 'leave') &&
        sign.end <= time.start &&
        time.start - sign.end < REACH,
    );
    return before.at(-1)?.kind === kind;
  });
}

/** Minutes said with their unit, or as a stretch that has a name ("media hora"). */
function minutesLate({ words, found }: Reading): number | null {
  const named = found.duration[0];
  if (named) return Number(named.value);
  for (const unit of found.sign) {
    if (unit.kind !== 'minutes' && unit.kind !== 'hours') continue;
    const before = words[unit.start - 1]?.text ?? '';
    const spelled = found.people.find((s) => s.kind === 'number' && s.end === unit.start);
    const number = /^\d{1,3}$/.test(before) ? Number(before) : Number(spelled?.value ?? 0);
    if (number > 0) return unit.kind === 'hours' ? number * 60 : number;
  }
  return null;
}

/** "llego en 10": a number of minutes without the word. */
function minutesWithin({ words, found, times }: Reading): number | null {
  for (const sign of found.sign) {
    const text = words[sign.end]?.text ?? '';
    if (sign.kind !== 'within' || !/^([5-9]|[1-9]\d)$/.test(text)) continue;
    if (!times.some((time) => time.start <= sign.end && sign.end < time.end)) return Number(text);
  }
  return null;
}

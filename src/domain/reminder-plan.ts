import { HOUR } from './clock.ts';
import { instantOf, localTime } from './local-time.ts';
import type { MessageKind } from './message.ts';
import type { RsvpState } from './rsvp.ts';

/** The steps of one workshop's reminder plan, in order. */
export type StageName = 'invitation' | 'reminder_3d' | 'reminder_1d' | 'morning_of';

/** One step: when it is due, as what it is sent, to whom, and until when its text is worth reading. */
export type Stage = {
  stage: StageName;
  at: Date;
  kind: MessageKind;
  /** RSVP states it is for. `invited` means no answer yet; a family without an RSVP counts as that. */
  states: RsvpState[];
  validUntil: Date;
};

type Step = Omit<Stage, 'at' | 'validUntil'> & { days: number; minutes: number };

const clockTime = (hour: number, minute: number): number => hour * 60 + minute;

const STEPS: readonly Step[] = [
  {
    stage: 'invitation',
    days: -7,
    minutes: clockTime(17, 30),
    kind: 'proactive',
    states: ['invited'],
  },
  {
    stage: 'reminder_3d',
    days: -3,
    minutes: clockTime(12, 0),
    kind: 'notice',
    states: ['yes', 'maybe'],
  },
  {
    stage: 'reminder_1d',
    days: -1,
    minutes: clockTime(18, 0),
    kind: 'notice',
    states: ['yes', 'maybe'],
  },
  // To the maybes as well (domain.md §3): she who has not decided is helped most by where and when.
  {
    stage: 'morning_of',
    days: 0,
    minutes: clockTime(8, 0),
    kind: 'notice',
    states: ['yes', 'maybe'],
  },
];

/** A workshop that starts before this gets no morning-of; the evening before has the last word. */
const EARLIEST_START_FOR_MORNING = clockTime(9, 30);

/** How late a stage may still be begun, e.g. after a night without power. */
const LATEST = 12 * HOUR;

/**
 * The reminder plan of a workshop (design.md §5): wall-clock hours at its site, counted in calendar days
 * before it starts. A reminder is worth reading until the next one says it anew, the last one and the
 * invitation until the start.
 */
export function planOf(workshop: { startsAt: Date; timeZone: string }): Stage[] {
  const { startsAt, timeZone } = workshop;
  const { day, minutes } = localTime(startsAt, timeZone);
  const steps = STEPS.filter((s) => s.days < 0 || minutes >= EARLIEST_START_FOR_MORNING);
  const times = steps.map((step) => instantOf(day, step.days, step.minutes, timeZone));
  return steps.map(({ stage, kind, states }, i) => ({
    stage,
    at: times[i] as Date,
    kind,
    states: [...states],
    validUntil: stage === 'invitation' ? startsAt : (times[i + 1] ?? startsAt),
  }));
}

/**
 * The stages to begin now: due, not yet `done`, and not more than 12 hours late. What is later is skipped
 * for good, so a stage never comes out of the blue.
 */
export function dueStages(question: {
  plan: readonly Stage[];
  now: Date;
  done: readonly StageName[];
}): Stage[] {
  const { plan, now, done } = question;
  return plan.filter(({ stage, at, validUntil }) => {
    const late = now.getTime() - at.getTime();
    return late >= 0 && late <= LATEST && now < validUntil && !done.includes(stage);
  });
}

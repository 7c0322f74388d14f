import { HOUR } from './clock.ts';
import { instantOf, localTime } from './local-time.ts';
import type { MessageKind } from './message.ts';
import type { RsvpState } from './rsvp.ts';

/** The steps of one workshop's reminder plan: what is said of it, and what follows an unanswered invitation. */
export type StageName =
  | 'invitation'
  | 'reminder_3d'
  | 'reminder_1d'
  | 'morning_of'
  | 'nudge_1'
  | 'nudge_2'
  | 'call';

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

/** After an unanswered invitation; `call` is no text, but a line on a person's list. */
const UNANSWERED: readonly (Omit<Step, 'kind' | 'states'> & { until: number })[] = [
  { stage: 'nudge_1', days: -5, minutes: clockTime(12, 0), until: 1 },
  { stage: 'nudge_2', days: -4, minutes: clockTime(15, 0), until: 2 },
  { stage: 'call', days: -3, minutes: clockTime(10, 0), until: 3 },
];

/**
 * What follows an invitation that nobody answers: a nudge at noon five days before, another in the afternoon
 * of the next day, and on the morning after that a person's call list, three days before, so that there is
 * time to call. Two nudges and then a person (domain.md §3, [IES]), each at another time of day than the
 * invitation of 17:30, since varied hours do better than fixed ones (domain.md §3, [PC]); with the invitation
 * they are the three a week that the cap allows. Each is of use until the next, the last until the start.
 */
export function nudgesOf(workshop: { startsAt: Date; timeZone: string }): Stage[] {
  const { startsAt, timeZone } = workshop;
  const { day } = localTime(startsAt, timeZone);
  const times = UNANSWERED.map(({ days, minutes }) => instantOf(day, days, minutes, timeZone));
  return UNANSWERED.map(({ stage, until }, i) => ({
    stage,
    at: times[i] as Date,
    kind: 'proactive',
    states: ['invited'],
    validUntil: times[until] ?? startsAt,
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

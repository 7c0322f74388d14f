import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dueStages, HOUR, isOpen, localTime, nudgesOf, planOf, type StageName } from '#domain';

const LA = 'America/Los_Angeles';

function times(startsAt: string, timeZone: string) {
  return planOf({ startsAt: new Date(startsAt), timeZone }).map(
    ({ stage, at }) => [stage, at.toISOString()] as const,
  );
}
const instant = (iso: string) => new Date(iso).toISOString();

describe('the plan keeps wall-clock hours', () => {
  test.each<[string, string, string, string[]]>([
    [
      'over the end of summer time in Los Angeles',
      '2026-11-07T10:00:00-08:00',
      LA,
      [
        '2026-10-31T17:30:00-07:00',
        '2026-11-04T12:00:00-08:00',
        '2026-11-06T18:00:00-08:00',
        '2026-11-07T08:00:00-08:00',
      ],
    ],
    [
      'over the beginning of summer time in Los Angeles',
      '2027-03-20T10:00:00-07:00',
      LA,
      [
        '2027-03-13T17:30:00-08:00',
        '2027-03-17T12:00:00-07:00',
        '2027-03-19T18:00:00-07:00',
        '2027-03-20T08:00:00-07:00',
      ],
    ],
    [
      'in Arizona, where clocks do not change',
      '2026-11-07T10:00:00-07:00',
      'America/Phoenix',
      [
        '2026-10-31T17:30:00-07:00',
        '2026-11-04T12:00:00-07:00',
        '2026-11-06T18:00:00-07:00',
        '2026-11-07T08:00:00-07:00',
      ],
    ],
    [
      'in Puerto Rico, where they do not change either',
      '2027-03-20T10:00:00-04:00',
      'America/Puerto_Rico',
      [
        '2027-03-13T17:30:00-04:00',
        '2027-03-17T12:00:00-04:00',
        '2027-03-19T18:00:00-04:00',
        '2027-03-20T08:00:00-04:00',
      ],
    ],
    [
      'for an evening whose UTC date is the next day',
      '2026-11-07T18:00:00-08:00',
      LA,
      [
        '2026-10-31T17:30:00-07:00',
        '2026-11-04T12:00:00-08:00',
        '2026-11-06T18:00:00-08:00',
        '2026-11-07T08:00:00-08:00',
      ],
    ],
  ])('%s', (_name, startsAt, timeZone, expected) => {
    expect(times(startsAt, timeZone).map(([, at]) => at)).toEqual(expected.map(instant));
  });
});

it('has no morning-of for a start before half past nine: the evening before has the last word', () => {
  const early = planOf({ startsAt: new Date('2026-11-07T09:29:00-08:00'), timeZone: LA });
  expect(early.map((s) => s.stage)).toEqual(['invitation', 'reminder_3d', 'reminder_1d']);
  expect(early.at(-1)?.validUntil).toEqual(new Date('2026-11-07T09:29:00-08:00'));
  expect(times('2026-11-07T09:30:00-08:00', LA).at(-1)?.[0]).toBe('morning_of');
});

it('invites who has not answered and reminds who said yes or maybe', () => {
  const plan = planOf({ startsAt: new Date('2026-11-07T10:00:00-08:00'), timeZone: LA });
  expect(plan.map((s) => [s.stage, s.kind, s.states])).toEqual([
    ['invitation', 'proactive', ['invited']],
    ['reminder_3d', 'notice', ['yes', 'maybe']],
    ['reminder_1d', 'notice', ['yes', 'maybe']],
    ['morning_of', 'notice', ['yes', 'maybe']],
  ]);
});

it('lies within the hours on every day of the week, and each text is worth reading when it is sent', () => {
  const starts = fc.tuple(
    fc.integer({ min: 0, max: 730 * 24 * 4 }),
    fc.constantFrom(LA, 'America/New_York', 'America/Phoenix', 'America/Puerto_Rico'),
  );
  fc.assert(
    fc.property(starts, ([quarters, timeZone]) => {
      const startsAt = new Date(Date.UTC(2026, 0, 1) + quarters * 15 * 60_000);
      const plan = planOf({ startsAt, timeZone });
      for (const { stage, at, validUntil } of plan) {
        const limits = stage === 'morning_of' ? 'hard' : 'usual';
        expect(isOpen({ at, timeZone, state: null, limits })).toBe(true);
        expect(at < validUntil && validUntil <= startsAt).toBe(true);
      }
      expect(plan.map((s) => s.at)).toEqual(plan.map((s) => s.at).sort((a, b) => +a - +b));
      const [invitation] = plan;
      const after = nudgesOf({ startsAt, timeZone });
      for (const { stage, at, validUntil } of after) {
        if (stage !== 'call')
          expect(isOpen({ at, timeZone, state: null, limits: 'usual' })).toBe(true);
        expect(invitation!.at < at && at < validUntil && validUntil <= startsAt).toBe(true);
      }
      const hours = [invitation!, ...after].map(({ at }) => localTime(at, timeZone).minutes);
      expect(new Set(hours).size).toBe(4);
    }),
  );
});

describe('what is due', () => {
  const plan = planOf({ startsAt: new Date('2026-11-07T10:00:00-08:00'), timeZone: LA });
  const due = (now: string, done: StageName[] = []) =>
    dueStages({ plan, now: new Date(now), done }).map((s) => s.stage);

  it('begins at its minute, not before', () => {
    expect(due('2026-11-04T11:59:59.999-08:00')).toEqual([]);
    expect(due('2026-11-04T12:00:00-08:00')).toEqual(['reminder_3d']);
  });
  it('is due once', () => {
    expect(due('2026-11-04T12:00:00-08:00', ['reminder_3d'])).toEqual([]);
  });
  it('is caught up for twelve hours and skipped after', () => {
    expect(due('2026-11-05T00:00:00-08:00')).toEqual(['reminder_3d']);
    expect(due('2026-11-05T00:00:00.001-08:00')).toEqual([]);
  });
  it('gives way to the next stage, and nothing is due once the workshop has begun', () => {
    expect(due('2026-11-07T08:00:00-08:00')).toEqual(['morning_of']);
    expect(due('2026-11-07T10:00:00-08:00')).toEqual([]);
  });
  it('is never more than one at a time', () => {
    const [first, last] = [plan[0]?.at ?? new Date(0), plan.at(-1)?.validUntil ?? new Date(0)];
    for (let t = first.getTime() - HOUR; t < last.getTime() + HOUR; t += HOUR / 4) {
      expect(dueStages({ plan, now: new Date(t), done: [] }).length).toBeLessThanOrEqual(1);
    }
  });
});

import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { DAY, HOUR, localTime } from '#domain';
import { CAP, earliestUnderCap } from '../../src/outbox/cap.ts';

const ZONE = 'America/Los_Angeles';
const WEEK = 7 * DAY;
/** The autumn in which summer time ends, to the minute. */
const instant = fc
  .integer({ min: 0, max: 40 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2026, 9, 10) + minutes * 60_000));

function dayOf(at: Date): string {
  const { year, month, day } = localTime(at, ZONE).day;
  return `${year}-${month}-${day}`;
}

/** Whether a text at `at` breaks no cap, said the slow way: over every seven days that hold it. */
function keepsTheCap(at: Date, others: Date[]): boolean {
  if (others.some((other) => dayOf(other) === dayOf(at))) return false;
  const all = [...others, at].map(Number);
  return all.every((from) => {
    const inWeek = all.filter((time) => time >= from && time < from + WEEK);
    return !inWeek.includes(Number(at)) || inWeek.length <= CAP.perWeek;
  });
}

it('gives an instant that keeps the cap, whatever went before and is to go', () => {
  fc.assert(
    fc.property(instant, fc.array(instant, { maxLength: 12 }), (at, others) => {
      const earliest = earliestUnderCap(at, others, ZONE);
      expect(earliest >= at).toBe(true);
      expect(keepsTheCap(earliest, others)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('never waits longer than it must', () => {
  fc.assert(
    fc.property(instant, fc.array(instant, { maxLength: 6 }), (at, others) => {
      const earliest = earliestUnderCap(at, others, ZONE);
      for (let time = Number(at); time < Number(earliest); time += HOUR) {
        expect(keepsTheCap(new Date(time), others)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

it('lets through one a day and three a week when as many are wanted as can be', () => {
  fc.assert(
    fc.property(fc.array(instant, { minLength: 8, maxLength: 25 }), (wishes) => {
      const sent: Date[] = [];
      for (const wish of wishes) sent.push(earliestUnderCap(wish, sent, ZONE));
      for (const at of sent) {
        expect(sent.filter((other) => dayOf(other) === dayOf(at))).toHaveLength(1);
        const week = sent.filter((other) => +other >= +at && +other < +at + WEEK);
        expect(week.length).toBeLessThanOrEqual(CAP.perWeek);
      }
    }),
  );
});

test('a text of the evening before leaves the morning free, at local midnight', () => {
  const evening = new Date('2026-12-01T19:00:00-08:00');
  const asked = new Date('2026-12-01T20:00:00-08:00');
  expect(earliestUnderCap(asked, [evening], ZONE)).toEqual(new Date('2026-12-02T00:00:00-08:00'));
});

test('a day of the change to winter time is one day, of twenty-five hours', () => {
  const first = new Date('2026-11-01T00:30:00-07:00');
  const last = new Date('2026-11-01T23:30:00-08:00');
  expect(earliestUnderCap(last, [first], ZONE)).toEqual(new Date('2026-11-02T00:00:00-08:00'));
});

test('two of last week and one planned for next week do not hold up this one', () => {
  const at = new Date('2026-12-09T11:00:00-08:00');
  const others = ['2026-12-03', '2026-12-04', '2026-12-15'].map(
    (day) => new Date(`${day}T11:00:00-08:00`),
  );
  expect(earliestUnderCap(at, others, ZONE)).toEqual(at);
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { closesAt, type HourLimits, isOpen, nextOpening } from '#domain';

const LA = 'America/Los_Angeles';

function opening(
  at: string,
  limits: HourLimits = 'usual',
  state: string | null = null,
  timeZone = LA,
) {
  return nextOpening({ at: new Date(at), timeZone, state, limits }).toISOString();
}

/** An ISO time with its offset, as an instant's canonical form. */
const instant = (iso: string) => new Date(iso).toISOString();

describe('usual hours', () => {
  test.each([
    ['before ten waits for ten', '2026-11-10T09:59:59.999-08:00', '2026-11-10T10:00:00-08:00'],
    ['ten sharp is open', '2026-11-10T10:00:00.000-08:00', '2026-11-10T10:00:00-08:00'],
    [
      'the last millisecond is open',
      '2026-11-10T19:29:59.999-08:00',
      '2026-11-10T19:29:59.999-08:00',
    ],
    [
      'half past seven sharp is closed',
      '2026-11-10T19:30:00.000-08:00',
      '2026-11-11T10:00:00-08:00',
    ],
    [
      'Saturday night waits for Sunday noon',
      '2026-11-14T20:00:00-08:00',
      '2026-11-15T12:00:00-08:00',
    ],
    ['Sunday morning waits for noon', '2026-11-15T11:59:59.999-08:00', '2026-11-15T12:00:00-08:00'],
    [
      'Sunday night waits for Monday at ten',
      '2026-11-15T21:00:00-08:00',
      '2026-11-16T10:00:00-08:00',
    ],
  ])('%s', (_name, at, expected) => {
    expect(opening(at)).toBe(instant(expected));
  });
});

describe('the other limits', () => {
  test.each<[string, HourLimits, string, string]>([
    ['hard hours open at eight', 'hard', '2026-11-10T07:59:59-08:00', '2026-11-10T08:00:00-08:00'],
    [
      'hard hours last until nine',
      'hard',
      '2026-11-10T20:59:59-08:00',
      '2026-11-10T20:59:59-08:00',
    ],
    [
      'nine in the evening is closed',
      'hard',
      '2026-11-10T21:00:00-08:00',
      '2026-11-11T08:00:00-08:00',
    ],
    [
      'Sunday morning is open to what is hard',
      'hard',
      '2026-11-15T08:30:00-08:00',
      '2026-11-15T08:30:00-08:00',
    ],
    [
      'the urgent opens at seven',
      'urgent',
      '2026-11-10T05:00:00-08:00',
      '2026-11-10T07:00:00-08:00',
    ],
    [
      'the urgent too ends at nine',
      'urgent',
      '2026-11-10T21:00:00-08:00',
      '2026-11-11T07:00:00-08:00',
    ],
  ])('%s', (_name, limits, at, expected) => {
    expect(opening(at, limits)).toBe(instant(expected));
  });
});

describe('the states with narrower hours', () => {
  const NY = 'America/New_York';
  test.each<[string, string, HourLimits, string, string]>([
    ['CT', NY, 'hard', '2026-11-10T08:30:00-05:00', '2026-11-10T09:00:00-05:00'],
    ['CT', NY, 'hard', '2026-11-10T20:00:00-05:00', '2026-11-11T09:00:00-05:00'],
    ['FL', NY, 'hard', '2026-11-10T20:00:00-05:00', '2026-11-11T08:00:00-05:00'],
    ['FL', NY, 'urgent', '2026-11-10T07:10:00-05:00', '2026-11-10T08:00:00-05:00'],
    ['MD', NY, 'hard', '2026-11-10T20:30:00-05:00', '2026-11-11T08:00:00-05:00'],
    ['MS', 'America/Chicago', 'hard', '2026-11-10T20:00:00-06:00', '2026-11-11T08:00:00-06:00'],
    ['NJ', NY, 'hard', '2026-11-10T20:00:00-05:00', '2026-11-11T08:00:00-05:00'],
    ['ok', 'America/Chicago', 'hard', '2026-11-10T20:00:00-06:00', '2026-11-11T08:00:00-06:00'],
    ['RI', NY, 'usual', '2026-11-10T18:00:00-05:00', '2026-11-11T10:00:00-05:00'],
    ['RI', NY, 'usual', '2026-11-14T17:00:00-05:00', '2026-11-15T12:00:00-05:00'],
    ['RI', NY, 'hard', '2026-11-14T08:00:00-05:00', '2026-11-14T10:00:00-05:00'],
    ['TX', 'America/Chicago', 'hard', '2026-11-15T08:00:00-06:00', '2026-11-15T12:00:00-06:00'],
    ['TX', 'America/Chicago', 'urgent', '2026-11-10T07:00:00-06:00', '2026-11-10T09:00:00-06:00'],
    ['CA', LA, 'hard', '2026-11-10T20:30:00-08:00', '2026-11-10T20:30:00-08:00'],
  ])('%s (%s, %s) at %s', (state, timeZone, limits, at, expected) => {
    expect(opening(at, limits, state, timeZone)).toBe(instant(expected));
  });
});

describe('changes of summer time', () => {
  it('opens at ten by the new clock after the night the clocks go back', () => {
    expect(opening('2026-10-31T22:00:00-07:00')).toBe(instant('2026-11-01T12:00:00-08:00'));
    expect(opening('2026-11-01T20:00:00-08:00')).toBe(instant('2026-11-02T10:00:00-08:00'));
  });
  it('opens at noon by the new clock on the Sunday the clocks go forward', () => {
    expect(opening('2027-03-13T23:00:00-08:00')).toBe(instant('2027-03-14T12:00:00-07:00'));
  });
  it('knows that Arizona does not change, and that Puerto Rico never does', () => {
    expect(opening('2026-10-31T22:00:00-07:00', 'usual', 'AZ', 'America/Phoenix')).toBe(
      instant('2026-11-01T12:00:00-07:00'),
    );
    expect(opening('2027-03-13T23:00:00-04:00', 'usual', 'PR', 'America/Puerto_Rico')).toBe(
      instant('2027-03-14T12:00:00-04:00'),
    );
  });
});

it('refuses a zone that does not exist, and says what to use', () => {
  expect(() => opening('2026-11-10T10:00:00Z', 'usual', null, 'America/Los_Angles')).toThrow(
    /America\/Los_Angles.*IANA/,
  );
});

it('says when the present opening ends, and null outside one', () => {
  const at = (iso: string, limits: HourLimits) =>
    closesAt({ at: new Date(iso), timeZone: LA, state: null, limits })?.toISOString() ?? null;
  expect(at('2026-11-10T19:29:00-08:00', 'usual')).toBe(instant('2026-11-10T19:30:00-08:00'));
  expect(at('2026-11-10T19:29:00-08:00', 'hard')).toBe(instant('2026-11-10T21:00:00-08:00'));
  expect(at('2026-11-10T07:30:00-08:00', 'hard')).toBeNull();
  expect(at('2026-11-10T07:30:00-08:00', 'urgent')).toBe(instant('2026-11-10T21:00:00-08:00'));
});

it('never opens outside the hours, waits no longer than it must, and is stable', () => {
  const moments = fc.record({
    at: fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
    timeZone: fc.constantFrom(
      LA,
      'America/New_York',
      'America/Phoenix',
      'America/Puerto_Rico',
      'Pacific/Honolulu',
      'America/Chicago',
    ),
    state: fc.constantFrom(null, 'CA', 'CT', 'FL', 'RI', 'TX'),
    limits: fc.constantFrom<HourLimits>('usual', 'hard', 'urgent'),
  });
  fc.assert(
    fc.property(moments, (moment) => {
      const opens = nextOpening(moment);
      expect(isOpen({ ...moment, at: opens })).toBe(true);
      expect(nextOpening({ ...moment, at: opens })).toEqual(opens);
      expect(opens >= moment.at).toBe(true);
      if (opens > moment.at) {
        expect(isOpen(moment)).toBe(false);
        expect(isOpen({ ...moment, at: new Date(opens.getTime() - 1) })).toBe(false);
      }
      const clock = new Intl.DateTimeFormat('en-US', {
        timeZone: moment.timeZone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
      });
      const earliest = { usual: '10:00', hard: '08:00', urgent: '07:00' }[moment.limits];
      expect(clock.format(opens) >= earliest && clock.format(opens) < '21:00').toBe(true);
    }),
    { numRuns: 500 },
  );
});

import { expect, test } from 'vitest';
import { costInSegments, MMS_SEGMENTS, monthOf, monthSpent, spendingLevel } from '#domain';

test.each([
  ['2027-01-01T07:59:59Z', 'America/Los_Angeles', '2026-12'],
  ['2027-01-01T08:00:00Z', 'America/Los_Angeles', '2027-01'],
  ['2027-01-01T05:00:00Z', 'America/New_York', '2027-01'],
])('%s is in the month that a clock in %s shows: %s', (at, zone, month) => {
  expect(monthOf(new Date(at), zone)).toBe(month);
});

test.each([
  [79, 100, null],
  [80, 100, 80],
  [99, 100, 80],
  [100, 100, 100],
  [7, 9, null],
  [8, 9, 80],
  [5000, null, null],
])('%i segments of %j are told of as %j percent', (segments, limit, level) => {
  expect(spendingLevel(segments, limit)).toBe(level);
});

test('money is told where a price is known, to the cent, and nowhere else', () => {
  const priced = { monthlySegments: 1000, segmentPrice: 0.0118 };
  expect(monthSpent(priced, '2026-12', 850)).toEqual({
    month: '2026-12',
    segments: 850,
    limit: 1000,
    cost: 10.03,
    warning: 80,
  });
  expect(monthSpent({}, '2026-12', 850)).toMatchObject({ limit: null, cost: null, warning: null });
});

test('a picture makes an SMS an MMS, which costs the same whatever its words; not so on WhatsApp', () => {
  const [short, long] = ['Hola', 'x'.repeat(900)];
  const media = 'https://escuela.example/feria.jpg';
  expect([short, long].map((body) => costInSegments({ body, media }))).toEqual([
    MMS_SEGMENTS,
    MMS_SEGMENTS,
  ]);
  expect(costInSegments({ body: short, media, channel: 'whatsapp' })).toBe(1);
  expect(costInSegments({ body: long })).toBe(6);
});

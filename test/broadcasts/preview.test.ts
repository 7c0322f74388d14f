import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Preview } from '#broadcasts';
import { localTime, SECOND } from '#domain';
import { arrivalOf, type Bucket } from '../../src/broadcasts/own/arrival.ts';
import { answerOf } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, ZONE } from '../support/programme.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('preview', {
    workers: false,
    still: true,
    segmentsPerSecond: 1,
  });
  await program.load(
    programme,
    site(),
    ...[1, 2, 3, 4, 5].map((n) => family(n, { name: `María Ruiz ${n}` })),
    family(6, { language: 'en', name: 'Ann Lee' }),
    family(7, { consent: null }),
    family(8),
  );
});

afterAll(() => program.close());

const preview = (request: object) => answerOf<Preview>(program, 'broadcast-preview', request);

const TEXT = {
  es: 'Hola {{name}}. La feria es el 8.',
  en: 'Hello {{name}}. The fair is on the 8th.',
};
const audience = { site: 'bolivar' };

test('tells per language what it costs, the dear character, and whom it would not reach and why', async () => {
  const { world } = program;
  await answers(program, phoneOf(8), 'alto');
  await world.store.contacts.updateOne({ phone: phoneOf(4) }, { $set: { numberDead: true } });
  await answerOf(program, 'broadcast', {
    audience: { phones: phoneOf(5) },
    text: { es: 'Una noticia.' },
  });
  await runDue(world);
  const before = await program.twilio.messages();
  const told = await preview({ audience, text: TEXT });
  expect(told).toMatchObject({
    count: 6,
    kind: 'proactive',
    by: { sms: 5, whatsapp: 0, nothing: 1 },
    waits: { cap: 1 },
    withheld: { number_dead: 1 },
    without: { no_consent: 1, opted_out: 1 },
    onLaterDay: 1,
  });
  expect(told.languages.es).toMatchObject({ count: 5, forcedBy: 'í', mostSegments: 2 });
  expect(told.languages.en).toMatchObject({ count: 1, forcedBy: null, segments: 1 });
  expect(told.languages.en!.example).toMatch(/^Hello Ann\. The fair/);
  expect(told.sample[0]).toEqual({
    name: 'María',
    id: expect.stringMatching(/^…[0-9a-f]{4}$/),
    language: 'es',
  });
  expect(JSON.stringify(told)).not.toContain('+1213');
  // Nothing was sent, and nobody is counted as having been.
  expect(await program.twilio.messages()).toHaveLength(before.length);
  expect(await world.store.ownBroadcasts.countDocuments()).toBe(1);
});

test('what it says is what then happens', async () => {
  const told = await preview({ audience, text: TEXT });
  const { id, count } = await answerOf<{ id: string; count: number }>(program, 'broadcast', {
    audience,
    text: TEXT,
  });
  await runDue(program.world);
  const { messages } = program.world.store;
  const texts = await messages.find({ broadcast: id, state: { $ne: 'withheld' } }).lean();
  expect(count).toBe(told.count);
  expect(texts.reduce((sum, { segments }) => sum + segments, 0)).toBe(told.segments);
  expect(texts.filter(({ reason }) => reason === 'cap')).toHaveLength(told.waits.cap!);
  expect(await messages.countDocuments({ broadcast: id, reason: 'number_dead' })).toBe(1);
});

test('at the wall’s hour of another day, it is the gate of then that is asked', async () => {
  const night = await preview({ audience, text: TEXT, at: '2026-12-08T22:00' });
  expect(night.waits).toEqual({ hours: 5 });
  expect(night.onLaterDay).toBe(5);
  const noon = await preview({ audience, text: TEXT, at: '2026-12-08T12:00' });
  expect(noon).toMatchObject({ waits: {}, onLaterDay: 0 });
  const last = new Date(noon.lastArrives!).getTime();
  expect(last).toBe(Date.parse('2026-12-08T12:00:00-08:00') + noon.segments * SECOND);
});

const place = { timeZone: ZONE, state: 'CA' };
const bucket = (texts: number, start: string): Bucket => ({
  start: new Date(start),
  wished: new Date(start),
  place,
  texts,
  segments: 2 * texts,
});

test('what does not get through before the hours end goes on the next day', () => {
  // Half an hour at one segment a second: 1,800 segments, 900 texts.
  const evening = bucket(1000, '2026-12-01T19:00:00-08:00');
  expect(arrivalOf([evening], 1)).toEqual({
    last: new Date('2026-12-02T10:03:20-08:00'),
    later: 100,
  });
  expect(arrivalOf([evening], 2).later).toBe(0);
  expect(arrivalOf([], 1)).toEqual({ last: null, later: 0 });
});

test('however many there are, none is reckoned outside the hours, and more rate is never later', () => {
  const some = fc.array(
    fc.record({
      texts: fc.integer({ min: 1, max: 40_000 }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(some, (given) => {
      const buckets = given.map(({ texts, hour }) =>
        bucket(texts, `2026-12-01T${String(hour).padStart(2, '0')}:00:00-08:00`),
      );
      const [slow, fast] = [arrivalOf(buckets, 1), arrivalOf(buckets, 3)];
      const { minutes } = localTime(slow.last!, ZONE);
      expect(minutes).toBeGreaterThanOrEqual(10 * 60);
      expect(minutes).toBeLessThanOrEqual(19.5 * 60);
      expect(fast.last!.getTime()).toBeLessThanOrEqual(slow.last!.getTime());
      expect(fast.later).toBeLessThanOrEqual(slow.later);
    }),
    { numRuns: 200, seed: 20261122 },
  );
});

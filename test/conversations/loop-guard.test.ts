import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { boundsPassed, DAY, HOUR, MINUTE, SECOND } from '#domain';
import { openHandOffs } from '#inbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const ROBOT = phoneOf(1);
let scene: ConsentScene;

beforeAll(async () => {
  scene = await startConsentScene('loop', { still: true });
  await scene.program.load(family(1), family(2), family(3));
});

afterAll(() => scene.close());

/** Time goes on, and she writes. */
async function writes(phone: string, body: string, afterMs: number): Promise<string[]> {
  const { clock } = scene.program;
  clock.moveTo(new Date(clock.now().getTime() + afterMs));
  await scene.says(phone, body);
  return scene.hears(phone);
}

const waiting = async () =>
  (await openHandOffs(scene.program.world)).map((g) => [g.reason, g.count]);

test('a robot gets thirty answers in five minutes, then silence and one hand-off', async () => {
  for (let n = 1; n <= 30; n += 1)
    expect(await writes(ROBOT, 'AYUDA', 2 * SECOND)).toEqual([expect.stringContaining('213-555')]);
  for (const body of ['AYUDA', 'Estoy fuera de la oficina.', 'sí vamos 3'])
    expect(await writes(ROBOT, body, 5 * SECOND)).toEqual([]);
  expect(await waiting()).toEqual([['loop', 3]]);
});

test('danger still calls staff, without a word to the robot', async () => {
  expect(await writes(ROBOT, 'Me quiero morir, ayúdenme por favor', 5 * SECOND)).toEqual([]);
  const { alarms } = scene.program.world.store;
  expect(await alarms.countDocuments({ danger: true })).toBe(1);
});

test('who writes much and is not answered is no robot', async () => {
  for (let n = 1; n <= 32; n += 1) expect(await writes(phoneOf(3), 'gracias', SECOND)).toEqual([]);
  expect(await writes(phoneOf(3), 'AYUDA', SECOND)).toHaveLength(1);
});

test('another family is answered meanwhile', async () => {
  expect(await writes(phoneOf(2), 'AYUDA', SECOND)).toHaveLength(1);
});

test('after a while of peace she is answered again', async () => {
  expect(await writes(ROBOT, 'AYUDA', 5 * MINUTE)).toHaveLength(1);
});

test('an opt-out in the middle of the flood is honoured, and confirmed once', async () => {
  for (let n = 1; n <= 30; n += 1) await writes(ROBOT, 'AYUDA', SECOND);
  expect(await writes(ROBOT, 'AYUDA', SECOND)).toEqual([]);
  expect(await writes(ROBOT, 'ALTO', SECOND)).toHaveLength(1);
  expect((await scene.contact(ROBOT)).consent.optedOutAt).not.toBeNull();
});

test('START in the middle of the flood is honoured without an answer', async () => {
  expect(await writes(ROBOT, 'START', SECOND)).toEqual([]);
  expect((await scene.contact(ROBOT)).consent.optedOutAt).toBeNull();
});

test('one that writes slowly, but for ever, passes the bound of a day', () => {
  const start = Date.UTC(2026, 11, 1);
  const every = (ms: number, count: number) =>
    Array.from({ length: count }, (_, n) => new Date(start + n * ms));
  const isLoop = (times: Date[]) => boundsPassed(times).length > 0;
  expect(isLoop(every(MINUTE, 120))).toBe(false);
  expect(isLoop(every(MINUTE, 121))).toBe(true);
  expect(isLoop(every(DAY / 119, 121))).toBe(false);
  expect(isLoop(every(9 * SECOND, 30))).toBe(false);
  expect(isLoop(every(9 * SECOND, 31))).toBe(true);
  expect(isLoop(every(HOUR, 40))).toBe(false);
});

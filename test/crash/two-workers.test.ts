import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { type Child, startChild } from '../support/crashing/start-child.ts';
import { phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PARTIES = [2, 3, 4, 5, 6, 5, 4, 3];
const WORDS = ['sí vamos 1', ...PARTIES.map((party) => `somos ${party}`)];

let scene: Scene;
let workers: Child[];

beforeAll(async () => {
  scene = await startScene('twoworkers', {
    families: 4,
    timeoutMs: 2_000,
    workshop: { capacity: 100 },
  });
  workers = await Promise.all([1, 2].map(() => startChild(scene, { workers: true })));
});

afterAll(() => scene.close());

/** She writes all of it without waiting for an answer. */
async function writes(phone: string): Promise<void> {
  for (const words of WORDS) await scene.says(phone, words);
}

/** The number of seats that each answer to a phone speaks of, in the order Twilio took them. */
async function seatsSpokenOf(phone: string): Promise<number[]> {
  const answers = (await scene.texts(phone)).slice(1);
  return answers.map((text) => Number(/(\d+) lugar/.exec(text)?.[1]));
}

test('two processes on one contact: every message has its turn, once and in order', async () => {
  await writes(phoneOf(1));
  await scene.settled();
  expect(await seatsSpokenOf(phoneOf(1))).toEqual([1, ...PARTIES]);
  expect(await scene.seats(phoneOf(1))).toEqual({ taken: 3, rsvps: ['yes 3'] });
});

test('one of two processes is killed in the middle: the other ends it, and nothing comes twice', async () => {
  const phones = [2, 3, 4].map(phoneOf);
  const [one] = workers;
  const writing = Promise.all(phones.map(writes));
  await until('the first answer is there', async () => (await scene.texts(phones[0]!)).length > 1);
  one?.kill('SIGKILL');
  await writing;
  await scene.settled(40_000);
  for (const phone of phones) expect(await seatsSpokenOf(phone)).toEqual([1, ...PARTIES]);
  const rsvps = phones.map(() => 'yes 3');
  expect(await scene.seats(...phones)).toEqual({ taken: 12, rsvps });
});

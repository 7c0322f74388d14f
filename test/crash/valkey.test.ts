import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { begin } from '#broadcasts';
import type { Workshop } from '#domain';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';
import { type PrivateServices, privateServices, withDatabase } from '../support/services.ts';
import { until } from '../support/until.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const phones = [1, 2, 3, 4, 5, 6].map(phoneOf);

let services: PrivateServices;
let scene: Scene;

beforeAll(async () => {
  services = await privateServices();
  const mongodbUri = withDatabase(services.mongodbUri, 'valkey');
  scene = await startScene('valkey', {
    families: phones.length,
    workshop: { capacity: 100 },
    services: { mongodbUri, redisUrl: services.redisUrl },
  });
});

afterAll(async () => {
  await scene.close();
  await services.stop();
});

async function flush(): Promise<void> {
  const redis = new Redis(services.redisUrl);
  await redis.flushall();
  redis.disconnect();
}

/** Everybody's last text, and how many each has; the first is the invitation. */
async function lastTexts(): Promise<{ last: string | undefined; count: number }[]> {
  const all = await Promise.all(phones.map((phone) => scene.texts(phone)));
  return all.map((texts) => ({ last: texts.at(-1), count: texts.length }));
}

async function expectAllToRead(part: string, count: number): Promise<void> {
  for (const read of await lastTexts()) {
    expect(read).toEqual({ last: expect.stringContaining(part), count });
  }
}

test('emptied while turns wait: every turn is taken once', async () => {
  await Promise.all(phones.map((phone) => scene.says(phone, 'sí')));
  expect(await scene.world.queue.counts('turns')).toMatchObject({ waiting: phones.length });
  await flush();
  expect(await scene.world.queue.counts('turns')).toMatchObject({ waiting: 0 });
  scene.work();
  await scene.settled();
  await expectAllToRead('¿Cuántas personas van', 2);
});

test('emptied again and again while workers are at work: nothing is lost and nothing comes twice', async () => {
  const said = Promise.all(phones.map((phone) => scene.says(phone, '2')));
  for (let i = 0; i < 5; i += 1) await flush();
  await said;
  await flush();
  await scene.settled();
  await expectAllToRead('apartamos 2 lugares', 3);
  const yes = { taken: 2 * phones.length, rsvps: phones.map(() => 'yes 2') };
  expect(await scene.seats(...phones)).toEqual(yes);
});

test('emptied while a broadcast is due: each family gets its reminder once', async () => {
  const { store } = scene.world;
  const reading = await store.workshops.findById('reading').lean<Workshop>().orFail();
  await scene.rest();
  await scene.world.queue.enqueue([await begin(scene.world, reading, 'reminder_3d', ['yes'])]);
  await flush();
  scene.work();
  const isSent = async () => (await lastTexts()).every(({ count }) => count === 4);
  await until('everybody is reminded', isSent, 15_000);
  await scene.settled();
  await expectAllToRead('sábado 5 de dic', 4);
});

test('killed: webhooks are answered in time all the same, and their turns are taken once it is back', async () => {
  await services.killValkey();
  const begun = Date.now();
  await Promise.all(phones.map((phone) => scene.says(phone, 'somos 3')));
  // Twilio waits for 15 s.
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(await scene.world.queue.ping()).toBe(false);
  await services.restartValkey();
  await scene.settled();
  await expectAllToRead('3 lugares', 5);
  const yes = { taken: 3 * phones.length, rsvps: phones.map(() => 'yes 3') };
  expect(await scene.seats(...phones)).toEqual(yes);
});

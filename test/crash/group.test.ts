import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Message } from '#domain';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { startChild } from '../support/crashing/start-child.ts';
import { noticesTo } from '../support/notices.ts';
import { phoneOf } from '../support/programme.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const NUMBERS = Array.from({ length: 24 }, (_, i) => i + 1);

let scene: Scene;
let contacts: string[];

beforeAll(async () => {
  scene = await startScene('group', { families: NUMBERS.length });
  contacts = await Promise.all(NUMBERS.map((n) => scene.contactOf(phoneOf(n))));
  await scene.twilio.faults([{ kind: 'callback_lost' }]);
});

afterAll(() => scene.close());

const textsOf = (cause: string) =>
  scene.world.store.messages.find({ cause: new RegExp(`^${cause}:`) }).lean<Message[]>();

/** How many texts of a cause Twilio has for each family. */
async function atTwilio(cause: string): Promise<number[]> {
  const sent = (await scene.twilio.messages()).map((m) => m.body ?? '');
  return contacts.map((c) => sent.filter((body) => body === `Aviso ${cause} para ${c}`).length);
}

test.each([
  { when: 'before the first call', trap: 'after_group_claim' as const, cause: 'claimed', some: 0 },
  { when: 'when Twilio has some', trap: 'after_accept' as const, cause: 'accepted', some: 1 },
])('a worker killed over a group $when: every family gets its text, none twice', async (one) => {
  await scene.rest();
  const texts = await noticesTo(scene.world, contacts, one.cause);
  const child = await startChild(scene, { trap: one.trap, texts });
  expect(await child.ended).toBe('SIGKILL');
  const states = (await textsOf(one.cause)).map(({ state, providerId }) => [state, providerId]);
  expect(states).toEqual(contacts.map(() => ['sending', null]));
  const before = (await atTwilio(one.cause)).reduce((sum, count) => sum + count, 0);
  expect(before).toBeGreaterThanOrEqual(one.some);
  expect(before).toBeLessThan(contacts.length);
  scene.work();
  await scene.settled(60_000);
  expect(await atTwilio(one.cause)).toEqual(contacts.map(() => 1));
  const ended = await textsOf(one.cause);
  expect(ended.map(({ state }) => state)).toEqual(contacts.map(() => 'sent'));
});

test('composed again after a crash, and handed on twice, each text is stored and sent once', async () => {
  const first = await noticesTo(scene.world, contacts, 'again');
  const second = await noticesTo(scene.world, contacts, 'again');
  expect(await textsOf('again')).toHaveLength(contacts.length);
  await scene.world.queue.enqueue(
    [first, second, first].map((messages) => ({ queue: 'bulk', job: { messages } })),
  );
  await scene.settled(60_000);
  expect(await atTwilio('again')).toEqual(contacts.map(() => 1));
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';
import { type PrivateServices, privateServices, withDatabase } from '../support/services.ts';
import { until } from '../support/until.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const caught = phoneOf(1);
const writing = phoneOf(2);
const stopping = phoneOf(3);

let services: PrivateServices;
let scene: Scene;

beforeAll(async () => {
  services = await privateServices();
  const mongodbUri = withDatabase(services.mongodbUri, 'mongodb');
  scene = await startScene('mongodb', {
    families: 3,
    timeoutMs: 2_000,
    services: { mongodbUri, redisUrl: services.redisUrl },
  });
  // Twilio's retries are exhausted at once.
  await scene.twilio.webhook(`${scene.url}/webhooks/twilio/messages#rc=0`);
  scene.work();
});

afterAll(async () => {
  await scene.close();
  await services.stop();
});

/** What Twilio got for a message, and how long it waited. */
async function posts(from: string, body: string) {
  const begun = Date.now();
  const { status } = await scene.twilio.inbound({ from, body });
  return { status, ms: Date.now() - begun };
}

test('killed while a text is on its way to Twilio: webhooks get 503 in time', async () => {
  await scene.twilio.faults([
    { kind: 'slow', ms: 1_000, match: { to: caught } },
    { kind: 'callback_lost', match: { to: caught } },
  ]);
  await scene.says(caught, 'sí vamos 2');
  const isAsked = async () =>
    (await scene.twilio.requests()).some((r) => r.to === caught && r.body.includes('2 lugares'));
  await until('Twilio is asked to send', isAsked);
  await services.killMongo();

  const first = await posts(writing, 'sí vamos 2');
  expect(first.status).toBe(503);
  expect(first.ms).toBeLessThan(10_000);
  // What she writes next, and an opt-out, meet the same.
  expect(await posts(writing, 'somos 4')).toMatchObject({ status: 503 });
  expect(await posts(stopping, 'ALTO')).toMatchObject({ status: 503 });
  expect(await scene.texts(caught)).toHaveLength(2);
  expect(await scene.texts(writing)).toHaveLength(1);
});

test('back again: what Twilio gave up is found there and dealt with in order', async () => {
  await services.restartMongo();
  const { inbound } = scene.world.store;
  const isFound = async () => (await inbound.countDocuments().catch(() => 0)) === 4;
  await until('the reconcile has found all three', isFound, 15_000);
  await scene.settled();
  const found = await inbound.find({ recordedBy: 'reconcile' }).sort({ receivedAt: 1, _id: 1 });
  expect(found.map(({ body }) => body)).toEqual(['sí vamos 2', 'somos 4', 'ALTO']);
  const [, booked, changed, ...more] = await scene.texts(writing);
  expect(booked).toContain('2 lugares');
  expect(changed).toContain('4 lugares');
  expect(more).toEqual([]);
});

test('the text that was on its way is found at Twilio and not sent again', async () => {
  const [, answer, ...more] = await scene.texts(caught);
  expect(answer).toContain('apartamos 2 lugares');
  expect(more).toEqual([]);
  expect(await scene.seats(caught, writing)).toEqual({ taken: 6, rsvps: ['yes 2', 'yes 4'] });
});

test('the opt-out that came meanwhile is honoured, and confirmed once', async () => {
  const { contacts } = scene.world.store;
  const contact = await contacts.findOne({ phone: stopping }).orFail();
  expect(contact.consent.optedOutAt).not.toBeNull();
  expect(await scene.texts(stopping)).toHaveLength(2);
});

test('a message that comes again after all is the same message', async () => {
  const known = (await scene.twilio.messages()).find((m) => m.body === 'somos 4');
  const again = { sid: known?.sid, from: writing, body: 'somos 4' };
  expect(await scene.twilio.inbound(again)).toMatchObject({ status: 200 });
  await scene.settled();
  expect(await scene.texts(writing)).toHaveLength(3);
});

test('a MongoDB that hangs and closes no connection makes no webhook hang with it', async () => {
  const { mongodb } = services.pids();
  process.kill(mongodb, 'SIGSTOP');
  try {
    const first = await posts(caught, 'somos 3');
    expect(first.status).toBe(503);
    // Twilio waits 15 seconds at most, retries included.
    expect(first.ms).toBeLessThan(14_000);
    const second = await posts(caught, 'somos 3');
    expect(second.status).toBe(503);
    expect(second.ms).toBeLessThan(10_000);
  } finally {
    process.kill(mongodb, 'SIGCONT');
  }
});

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { startChild } from '../support/crashing/start-child.ts';
import { freePort } from '../support/program.ts';
import { phoneOf } from '../support/programme.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('turn', { families: 3 });
});

afterEach(() => scene.rest());

afterAll(() => scene.close());

/** What is stored of a phone's last message and of what was said to it. */
async function stored(phone: string) {
  const contact = await scene.contactOf(phone);
  const { inbound, messages } = scene.world.store;
  const last = await inbound.findOne({ contact }).sort({ _id: -1 }).orFail();
  const states = await messages.find({ contact }).sort({ _id: 1 }).distinct('state');
  return { handled: last.handled, states, texts: (await scene.texts(phone)).length };
}

test('killed after a message is stored and before its turn is handed on: she is answered all the same', async () => {
  const mother = phoneOf(1);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const web = await startChild(scene, {
    trap: 'after_insert',
    port,
    settings: { publicUrl: url },
  });
  await scene.twilio.webhook(`${url}/webhooks/twilio/messages#rc=0`);
  const { sid, status } = await scene.twilio.inbound({ from: mother, body: 'sí' });
  expect(status).toBeNull();
  expect(await web.ended).toBe('SIGKILL');
  await scene.twilio.webhook(`${scene.url}/webhooks/twilio/messages`);
  expect(await stored(mother)).toEqual({ handled: false, states: ['sent'], texts: 1 });
  expect(await scene.world.queue.counts('turns')).toMatchObject({ waiting: 0, delayed: 0 });

  scene.work();
  // Twilio tries once more what was never acknowledged: it is the same message.
  expect(await scene.twilio.inbound({ sid, from: mother, body: 'sí' })).toMatchObject({
    status: 200,
  });
  await scene.settled();
  expect((await scene.texts(mother)).slice(1)).toEqual([
    '¡Gracias! ¿Cuántas personas van en total, contando a usted?',
  ]);
  await scene.says(mother, '3');
  await scene.settled();
  expect(await scene.seats(mother)).toEqual({ taken: 3, rsvps: ['yes 3'] });
  expect(await scene.texts(mother)).toHaveLength(3);
});

test('killed inside the transaction of a turn: nothing of it stands, and it is done once', async () => {
  const mother = phoneOf(2);
  const { taken } = await scene.seats();
  const worker = await startChild(scene, { trap: 'in_transaction', workers: true });
  await scene.says(mother, 'sí vamos 2');
  expect(await worker.ended).toBe('SIGKILL');
  expect(await stored(mother)).toEqual({ handled: false, states: ['sent'], texts: 1 });
  expect(await scene.seats(mother)).toEqual({ taken, rsvps: ['invited 0'] });

  scene.work();
  await scene.settled(30_000);
  expect(await scene.seats(mother)).toEqual({ taken: taken + 2, rsvps: ['yes 2'] });
  const [, answer, ...more] = await scene.texts(mother);
  expect(answer).toContain('apartamos 2 lugares');
  expect(more).toEqual([]);
});

test('killed after the commit, which claims the answer: it is looked up, and goes once', async () => {
  const mother = phoneOf(3);
  const { taken } = await scene.seats();
  const worker = await startChild(scene, { trap: 'after_claim', workers: true });
  await scene.says(mother, 'sí vamos 4');
  expect(await worker.ended).toBe('SIGKILL');
  expect(await stored(mother)).toEqual({ handled: true, states: ['sending', 'sent'], texts: 1 });
  expect(await scene.seats(mother)).toEqual({ taken: taken + 4, rsvps: ['yes 4'] });

  scene.work();
  await scene.settled();
  expect(await scene.seats(mother)).toEqual({ taken: taken + 4, rsvps: ['yes 4'] });
  const [, answer, ...more] = await scene.texts(mother);
  expect(answer).toContain('apartamos 4 lugares');
  expect(more).toEqual([]);
});

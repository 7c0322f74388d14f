import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Message } from '#domain';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { type Child, startChild } from '../support/crashing/start-child.ts';
import type { Trap } from '../support/crashing/traps.ts';
import { phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const claimed = phoneOf(1);
const accepted = phoneOf(2);
const receipted = phoneOf(3);
const paused = phoneOf(4);

let scene: Scene;
let sleeper: Child;

/** She writes, and a process that is to die over her answer deals with it. */
async function writesTo(trap: Trap, phone: string): Promise<Child> {
  await scene.says(phone, 'sí vamos 2');
  return startChild(scene, { trap, contact: await scene.contactOf(phone) });
}

async function answerTo(phone: string): Promise<Message> {
  const contact = await scene.contactOf(phone);
  const answer = { contact, cause: /^inbound:/ };
  return scene.world.store.messages.findOne(answer).lean<Message>().orFail();
}

async function atTwilio(phone: string) {
  const sent = (await scene.twilio.messages()).filter((m) => m.to === phone);
  return sent.map(({ sid, body }) => ({ sid, body })).slice(1);
}

beforeAll(async () => {
  scene = await startScene('delivery', { families: 4 });
  await scene.twilio.faults([{ kind: 'callback_lost', match: { to: accepted } }]);
  const [first, second, third, fourth] = await Promise.all([
    writesTo('after_claim', claimed),
    writesTo('after_accept', accepted),
    writesTo('after_accept', receipted),
    writesTo('pause_after_claim', paused),
  ]);
  sleeper = fourth;
  const ends = await Promise.all([first.ended, second.ended, third.ended]);
  expect(ends).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  await until('the sleeper sleeps', sleeper.isStopped);
});

afterAll(() => scene.close());

test('at the crash every text is claimed, and Twilio has those of who died after it accepted', async () => {
  const phones = [claimed, accepted, paused];
  for (const phone of phones) {
    expect(await answerTo(phone)).toMatchObject({ state: 'sending', providerId: null });
  }
  const counts = await Promise.all(
    [...phones, receipted].map(async (p) => (await atTwilio(p)).length),
  );
  expect(counts).toEqual([0, 1, 0, 1]);
});

test('a receipt brings the id that the dead process could not store', async () => {
  await until('it is bound', async () => (await answerTo(receipted)).state === 'sent');
  const [sent, ...more] = await atTwilio(receipted);
  expect(more).toEqual([]);
  expect((await answerTo(receipted)).providerId).toBe(sent?.sid);
});

test('without a receipt each is looked up: what Twilio has is bound, what it has not goes once', async () => {
  scene.work();
  await scene.settled();
  for (const phone of [claimed, accepted, receipted, paused]) {
    const [sent, ...more] = await atTwilio(phone);
    expect(sent?.body).toContain('apartamos 2 lugares');
    expect(more).toEqual([]);
    expect(await answerTo(phone)).toMatchObject({ state: 'sent', providerId: sent?.sid });
  }
  expect((await answerTo(accepted)).attempts).toBe(1);
  expect((await answerTo(claimed)).attempts).toBe(2);
});

test('a worker that wakes after its claim has been given up does not send', async () => {
  const before = await answerTo(paused);
  sleeper.kill('SIGCONT');
  expect(await sleeper.ended).toBe(0);
  expect(await atTwilio(paused)).toHaveLength(1);
  expect((await scene.twilio.requests()).filter((r) => r.to === paused)).toHaveLength(2);
  expect(await answerTo(paused)).toMatchObject({ state: 'sent', providerId: before.providerId });
});

test('every family has its seats, and the next word of each is understood where it left off', async () => {
  const phones = [claimed, accepted, receipted, paused];
  const yes = { taken: 8, rsvps: phones.map(() => 'yes 2') };
  expect(await scene.seats(...phones)).toEqual(yes);
  await Promise.all(phones.map((phone) => scene.says(phone, 'somos 3')));
  await scene.settled();
  expect(await scene.seats(...phones)).toEqual({ taken: 12, rsvps: phones.map(() => 'yes 3') });
  for (const phone of phones) expect(await atTwilio(phone)).toHaveLength(2);
});

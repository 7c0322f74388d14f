import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, localTime } from '#domain';
import { compose } from '#outbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { deliverBulk } from '../support/deliver-bulk.ts';
import { family, phoneOf, ZONE } from '../support/programme.ts';

let scene: ConsentScene;

beforeAll(async () => {
  scene = await startConsentScene('cap', { workers: false });
  await scene.program.load(family(1), family(2));
});

afterAll(() => scene.close());

async function announce(phone: string, count: number, kind: 'proactive' | 'notice'): Promise<void> {
  const { world, clock } = scene.program;
  const contact = await scene.contact(phone);
  for (let i = 0; i < count; i += 1) {
    const draft = {
      cause: `cap:${phone}:${kind}:${i}`,
      kind,
      body: `${kind} ${i}`,
      language: 'es',
      hours: 'usual',
      validUntil: new Date(clock.now().getTime() + 30 * DAY),
    } as const;
    await world.store.transaction((tx) => compose(world, contact, [draft], tx));
  }
}

/** Lives through so many days, an hour at a time, delivering whatever is due; gives when each text went. */
async function daysOf(phone: string, days: number): Promise<Date[]> {
  const { world, clock, twilio } = scene.program;
  const { _id } = await scene.contact(phone);
  const sent: Date[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    clock.moveTo(new Date(clock.now().getTime() + DAY / 24));
    const due = { contact: _id, state: 'queued' as const, dueAt: { $lte: clock.now() } };
    if (!(await world.store.messages.exists(due))) continue;
    const before = (await twilio.requests()).length;
    await deliverBulk(world, _id);
    const made = (await twilio.requests()).length - before;
    for (let i = 0; i < made; i += 1) sent.push(clock.now());
  }
  return sent;
}

it('spreads seven announcements over three weeks: one a day, three in any seven days', async () => {
  const mother = phoneOf(1);
  await announce(mother, 7, 'proactive');
  const sent = await daysOf(mother, 16);
  expect(sent).toHaveLength(7);
  const days = sent.map((at) => JSON.stringify(localTime(at, ZONE).day));
  expect(new Set(days).size).toBe(7);
  for (const at of sent) {
    const inWeek = sent.filter((other) => +other >= +at && +other < +at + 7 * DAY);
    expect(inWeek.length).toBeLessThanOrEqual(3);
  }
});

it('holds back no notice: three of one day all go', async () => {
  const father = phoneOf(2);
  scene.program.clock.moveTo('2026-12-29T11:00:00-08:00');
  await announce(father, 3, 'notice');
  expect(await daysOf(father, 1)).toHaveLength(3);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rsvp } from '#domain';
import { type RunningWorkers, startWorkers } from '#worker';
import { tallyOf } from '#workshops';
import { idle } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { expectSeatsRight, invite, workshopOf } from '../support/seats.ts';
import { until } from '../support/until.ts';

const FORTY = Array.from({ length: 40 }, (_, n) => n);

let program: TestProgram;
let others: RunningWorkers;

beforeAll(async () => {
  program = await startTestProgram('webhooks');
  others = startWorkers(program.world);
  const ten = workshop({ capacity: 10 });
  await program.load(programme, site(), ten, ...FORTY.map((n) => family(n)));
  await invite(program.world);
  const invited = async () => (await program.twilio.messages()).length === 40;
  await until('all are invited', invited, 30_000);
}, 60_000);

afterAll(async () => {
  await others.close();
  await program.close();
});

/** Looks at the counters all the while `work` goes on. */
async function watching(work: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = work.finally(() => {
    ended = true;
  });
  while (!ended) await expectSeatsRight(program.world);
  await end;
}

test('forty families answer at once by webhook, and ten seats are given', async () => {
  const { world } = program;
  const said = FORTY.map((n) => program.says(phoneOf(n), `sí vamos ${1 + (n % 5)}`));
  await watching(Promise.all(said).then(() => idle(program)));
  await expectSeatsRight(world);
  const { yes, waitlist, headcount } = await tallyOf(world, 'reading');
  expect({ families: yes + waitlist, headcount }).toEqual({ families: 40, headcount: 10 });
  const answered = await Promise.all(FORTY.map((n) => program.texts(phoneOf(n))));
  expect(answered.map((texts) => texts.length)).toEqual(FORTY.map(() => 2));
  const promised = answered.filter(([, reply]) => /apartamos \d+ lugar/.test(reply ?? ''));
  expect(promised).toHaveLength(yes);
}, 60_000);

test('those who have seats give them back at once, and they are held for as many who wait', async () => {
  const { world } = program;
  const { store } = world;
  const seated = await store.rsvps.find({ state: 'yes' }).lean<Rsvp[]>();
  const phones = await store.contacts.distinct('phone', {
    _id: { $in: seated.map((rsvp) => rsvp.contact) },
  });
  const said = (phones as string[]).map((phone) => program.says(phone, 'ya no puedo ir'));
  await watching(Promise.all(said).then(() => idle(program)));
  await expectSeatsRight(world);
  expect(await store.rsvps.countDocuments({ state: 'cancelled' })).toBe(seated.length);
  expect((await workshopOf(world)).seats.in_person.taken).toBe(10);
  const offered = await store.rsvps.find({ state: 'offered' }).lean<Rsvp[]>();
  expect(offered.reduce((sum, rsvp) => sum + rsvp.party, 0)).toBe(10);
}, 60_000);

test('half of them say yes and half no at once, until nobody who fits is left without an offer', async () => {
  const { world } = program;
  const { store } = world;
  for (let round = 0; round < 4; round += 1) {
    const offered = await store.rsvps.find({ state: 'offered' }).lean<Rsvp[]>();
    const said = offered.map(async ({ contact }, i) => {
      const family = await store.contacts.findById(contact).lean<{ phone: string }>();
      await program.says(family!.phone, (i + round) % 2 === 0 ? 'sí' : 'no gracias');
    });
    await watching(Promise.all(said).then(() => idle(program)));
    await expectSeatsRight(world);
  }
  const { seats } = await workshopOf(world);
  const waiting = await store.rsvps.find({ state: 'waitlisted' }).lean<Rsvp[]>();
  const fits = waiting.filter((rsvp) => rsvp.party <= 10 - seats.in_person.taken);
  expect(fits).toEqual([]);
}, 60_000);

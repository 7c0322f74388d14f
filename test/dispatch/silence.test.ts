import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { lapseSilence } from '#conversations';
import type { StoredConversation } from '#storage';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { contactIdOf, expectSeatsRight, invite, rsvpOf } from '../support/seats.ts';

const SINGLE =
  'Apartamos 1 lugar: sábado 5 de dic, 10:00 a. m., Primaria Bolívar, salón 14. ¿Van más? Díganos.';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
let phone: string;

beforeAll(async () => {
  program = await startTestProgram('silence', { workers: false, still: true });
  await program.load(programme);
});

beforeEach(async () => {
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
  round += 1;
  id = `w${round}`;
  phone = phoneOf(round);
  const ours = workshop({ id, site: id, capacity: 6 });
  await program.load(site(id), ours, family(round, { sites: [id] }));
  await invite(program.world, id);
  await runDue(program.world);
});

afterEach(() => expectSeatsRight(program.world, id));

afterAll(() => program.close());

/** What she reads that is new once everything due at `at` is done. */
async function readAt(at: string): Promise<string[]> {
  const before = (await program.texts(phone)).length;
  program.clock.moveTo(at);
  await runDue(program.world);
  return (await program.texts(phone)).slice(before);
}

const rsvp = () => rsvpOf(program.world, phone, id);

test('three hours without a number book one seat, and say so', async () => {
  await answers(program, phone, 'sí');
  expect(await readAt('2026-12-01T13:59:00-08:00')).toEqual([]);
  expect(await readAt('2026-12-01T14:01:00-08:00')).toEqual([SINGLE]);
  expect(await rsvp()).toMatchObject({ state: 'yes', party: 1 });
});

test('and a number she sends then changes the booking', async () => {
  await answers(program, phone, 'sí');
  await readAt('2026-12-01T14:01:00-08:00');
  expect((await answers(program, phone, '3'))[0]).toMatch(/3 lugares/);
  expect(await rsvp()).toMatchObject({ state: 'yes', party: 3 });
});

test('at night nothing is decided and nothing said: at ten one seat is booked', async () => {
  program.clock.moveTo('2026-12-01T21:30:00-08:00');
  await answers(program, phone, 'sí');
  expect(await readAt('2026-12-02T00:31:00-08:00')).toEqual([]);
  expect(await readAt('2026-12-02T09:59:00-08:00')).toEqual([]);
  expect((await rsvp()).state).toBe('invited');
  expect(await readAt('2026-12-02T10:00:01-08:00')).toEqual([SINGLE]);
  expect(await rsvp()).toMatchObject({ state: 'yes', party: 1 });
});

test('a number sent in that night is still the answer', async () => {
  program.clock.moveTo('2026-12-01T21:30:00-08:00');
  await answers(program, phone, 'sí');
  await readAt('2026-12-02T00:31:00-08:00');
  expect((await answers(program, phone, '3'))[0]).toMatch(/apartamos 3 lugares/);
  expect(await readAt('2026-12-02T10:00:01-08:00')).toEqual([]);
  expect(await rsvp()).toMatchObject({ state: 'yes', party: 3 });
});

test('on the last evening silence is said while it may be', async () => {
  program.clock.moveTo('2026-12-04T18:30:00-08:00');
  await readAt('2026-12-04T18:30:01-08:00');
  await answers(program, phone, 'sí');
  expect(await readAt('2026-12-04T21:31:00-08:00')).toEqual([]);
  expect(await readAt('2026-12-05T08:00:01-08:00')).toContainEqual(SINGLE);
});

test('a late timer of an answered question does nothing', async () => {
  await answers(program, phone, 'sí');
  const { world } = program;
  const contact = await contactIdOf(world, phone);
  const waiting = await world.store.conversations
    .findOne({ contact, open: true })
    .lean<StoredConversation>();
  await answers(program, phone, '4');
  program.clock.moveTo('2026-12-01T15:00:00-08:00');
  expect(await lapseSilence(world, waiting!._id)).toEqual([]);
  // Even one that comes with the time of an older question.
  await world.store.conversations.updateOne(
    { _id: waiting!._id },
    { $set: { open: true, dueAt: world.clock.now() } },
  );
  expect(await lapseSilence(world, waiting!._id)).toEqual([]);
  await world.store.conversations.updateOne({ _id: waiting!._id }, { $set: { open: false } });
  expect(await rsvp()).toMatchObject({ state: 'yes', party: 4 });
});

test('two timers at once say it once', async () => {
  await answers(program, phone, 'sí');
  program.clock.moveTo('2026-12-01T14:01:00-08:00');
  const before = (await program.texts(phone)).length;
  await Promise.all([runDue(program.world), runDue(program.world), runDue(program.world)]);
  expect((await program.texts(phone)).slice(before)).toEqual([SINGLE]);
});

test('a question that Twilio refused was never asked: silence is no answer to it', async () => {
  await program.twilio.faults([{ kind: 'error', status: 400, code: 21617, match: { to: phone } }]);
  await answers(program, phone, 'sí');
  await program.twilio.clearFaults();
  expect(await readAt('2026-12-01T20:00:00-08:00')).toEqual([]);
  expect((await rsvp()).state).toBe('invited');
});

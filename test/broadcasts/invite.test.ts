import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import { HOUR } from '#domain';
import { tallyOf } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { invite, rsvpOf } from '../support/seats.ts';
import { until } from '../support/until.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
let phones: [string, string, string, string];

beforeAll(async () => {
  program = await startTestProgram('invite', { workers: false, still: true });
  await program.load(programme);
});

beforeEach(async () => {
  await runAt('2026-11-24T11:00:00-08:00');
  round += 1;
  id = `w${round}`;
  phones = [0, 1, 2, 3].map((n) => phoneOf(4 * round + n)) as typeof phones;
  await program.load(site(id), workshop({ id, site: id, capacity: 3 }));
});

afterAll(() => program.close());

async function runAt(at: string): Promise<void> {
  program.clock.moveTo(at);
  await runDue(program.world);
}

const load = (...numbers: number[]) =>
  program.load(...numbers.map((n) => family(0, { phone: phones[n], sites: [id] })));

async function inviteNow(): Promise<void> {
  await invite(program.world, id);
  await Promise.all([runDue(program.world), runDue(program.world)]);
}

/** How many texts each of the four has. */
const counts = async () =>
  (await Promise.all(phones.map((phone) => program.texts(phone)))).map((texts) => texts.length);

test('a second invite reaches only families that are new, and seven days before nobody is asked again', async () => {
  await load(0, 1);
  await inviteNow();
  expect(await counts()).toEqual([1, 1, 0, 0]);
  await inviteNow();
  await load(2);
  await runAt('2026-11-25T12:00:00-08:00');
  await inviteNow();
  expect(await counts()).toEqual([1, 1, 1, 0]);
  await answers(program, phones[0], 'no puedo');
  await runAt('2026-11-28T17:30:01-08:00');
  await runAt('2026-11-28T18:30:00-08:00');
  expect(await counts()).toEqual([2, 1, 1, 0]);
});

test('only who agreed is invited, and who said stop is not', async () => {
  await load(0, 1);
  await program.load(family(0, { phone: phones[2], sites: [id], consent: null }));
  await answers(program, phones[1], 'alto');
  await inviteNow();
  expect((await counts()).slice(0, 3)).toEqual([1, 1, 0]);
  expect((await program.texts(phones[1]))[0]).toMatch(/no le va a escribir más/);
});

test.each([
  ['on a Tuesday night', '2026-11-24T22:00', '2026-11-25T10:00'],
  ['on a Saturday night', '2026-11-28T22:00', '2026-11-29T12:00'],
  ['on a Sunday morning', '2026-11-29T10:30', '2026-11-29T12:00'],
  ['before dawn', '2026-11-26T04:00', '2026-11-26T10:00'],
])('an invite %s waits for the opening', async (_, at, opening) => {
  await load(0);
  await runAt(`${at}:00-08:00`);
  await inviteNow();
  const opens = new Date(`${opening}:00-08:00`).getTime();
  await runAt(new Date(opens - 1000).toISOString());
  expect(await counts()).toEqual([0, 0, 0, 0]);
  await runAt(new Date(opens + 1000).toISOString());
  expect(await counts()).toEqual([1, 0, 0, 0]);
});

test('an invitation that Twilio refused holds nobody else up, and a sí is not taken for an answer to it', async () => {
  await load(0, 1);
  await program.twilio.faults([
    { kind: 'error', status: 400, code: 21408, match: { to: phones[0] } },
  ]);
  await inviteNow();
  expect((await counts()).slice(0, 2)).toEqual([0, 1]);
  await program.twilio.clearFaults();
  await answers(program, phones[0], '1');
  const { state, party } = await rsvpOf(program.world, phones[0], id);
  expect([state, party]).toEqual(['invited', 0]);
  expect(await tallyOf(program.world, id)).toMatchObject({ yes: 0, headcount: 0 });
});

test('the report tells of texts that Twilio never spoke of again', async () => {
  await load(0, 1);
  await program.twilio.faults([{ kind: 'callback_lost', match: { to: phones[1] } }]);
  await inviteNow();
  const { messages } = program.world.store;
  const arrived = { 'about.workshop': id, providerStatus: 'delivered' as const };
  await until('the other is in', async () => (await messages.countDocuments(arrived)) === 1);
  await program.twilio.clearFaults();
  const silent = async () => (await sendingReport(program.world, id)).undelivered;
  expect(await silent()).toBe(0);
  program.clock.moveTo(new Date(program.clock.now().getTime() + 25 * HOUR));
  expect(await silent()).toBe(1);
});

test('the report counts families by where they stand, at every step', async () => {
  await load(0, 1, 2, 3);
  const report = async () => {
    const { invited, optedOut, remindersSent, withheld } = await sendingReport(program.world, id);
    const { yes, maybe, no, headcount, waitlist } = await tallyOf(program.world, id);
    return [invited, yes, maybe, no, headcount, waitlist, optedOut, remindersSent, withheld];
  };
  expect(await report()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, {}]);
  await inviteNow();
  expect(await report()).toEqual([4, 0, 0, 0, 0, 0, 0, 0, {}]);
  await answers(program, phones[0], 'sí vamos 3');
  await answers(program, phones[1], 'sí vamos 2');
  await answers(program, phones[2], 'tal vez');
  await answers(program, phones[3], 'no gracias');
  expect(await report()).toEqual([4, 1, 1, 1, 3, 1, 0, 0, {}]);
  await answers(program, phones[2], 'ALTO');
  await runAt('2026-12-02T12:00:01-08:00');
  expect(await report()).toEqual([4, 1, 1, 1, 3, 1, 1, 1, { opted_out: 1 }]);
  await answers(program, phones[0], 'ya no vamos');
  // The two who waited are offered the seats: they still wait, until they say yes.
  expect(await report()).toEqual([4, 0, 1, 2, 0, 1, 1, 1, { opted_out: 1 }]);
  await answers(program, phones[1], 'sí');
  expect(await report()).toEqual([4, 1, 1, 2, 2, 0, 1, 1, { opted_out: 1 }]);
});

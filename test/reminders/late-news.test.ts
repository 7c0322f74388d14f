import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import { cancelWorkshop, moveWorkshop } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { invite, rsvpOf, workshopOf } from '../support/seats.ts';

const CANCELLED =
  'Lo sentimos: se canceló el taller del sábado 5 de diciembre, 10:00 a. m. Le avisamos cuando haya otro.';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
let [YES, WAITING, SILENT] = ['', '', ''];

beforeAll(async () => {
  program = await startTestProgram('late-news', { workers: false, still: true });
  await program.load(programme);
});

beforeEach(async () => {
  await runAt('2026-12-01T11:00:00-08:00');
  round += 1;
  id = `w${round}`;
  const phones = [0, 1, 2].map((n) => phoneOf(3 * round + n));
  [YES, WAITING, SILENT] = phones as [string, string, string];
  const families = phones.map((phone) => family(0, { phone, sites: [id] }));
  await program.load(site(id), workshop({ id, site: id, capacity: 3 }), ...families);
  await invite(program.world, id);
  await runDue(program.world);
  await answers(program, YES, 'sí vamos 3');
  await answers(program, WAITING, 'sí vamos 2');
});

afterAll(() => program.close());

async function runAt(at: string): Promise<void> {
  program.clock.moveTo(at);
  await runDue(program.world);
}

const cancel = (by: string | null = null) => cancelWorkshop(program.world, id, by);
const move = (to: string, by: string | null = null) =>
  moveWorkshop(program.world, id, new Date(to), by);

/** The texts about the change that a family has by now. */
async function newsOf(phone: string): Promise<string[]> {
  const texts = await program.texts(phone);
  return texts.filter((text) => /se canceló|Cambio de fecha/.test(text));
}

/** Lets `change` happen at a time, and gives which of the later times first has the news. */
async function heardAt(
  at: string,
  change: () => Promise<unknown>,
  later: string[],
): Promise<string> {
  await runAt(at);
  await change();
  await runDue(program.world);
  if ((await newsOf(YES)).length > 0) return 'at once';
  for (const time of later) {
    await runAt(time);
    if ((await newsOf(YES)).length > 0) return time;
  }
  return 'never';
}

const MORNING = ['06:59:59', '07:00:01', '07:59:59', '08:00:01', '09:59:59', '10:00:01'].map(
  (time) => `2026-12-05T${time}-08:00`,
);
const SEVEN = MORNING[1]!;
const EIGHT = MORNING[3]!;
const TEN = MORNING[5]!;
const WEDNESDAY_TEN = '2026-12-02T10:00:01-08:00';

test.each([
  ['a cancellation in the afternoon', '2026-12-01T15:00', null, 'at once'],
  ['a cancellation days before, at night', '2026-12-01T22:00', null, WEDNESDAY_TEN],
  ['a cancellation in the evening before', '2026-12-04T20:30', null, 'at once'],
  ['a cancellation in the night before', '2026-12-04T21:30', null, EIGHT],
  ['a cancellation in the night before, confirmed', '2026-12-04T21:30', 'Ana Ruiz', SEVEN],
  ['a cancellation at dawn', '2026-12-05T05:30', null, EIGHT],
  ['a cancellation at dawn, confirmed', '2026-12-05T05:30', 'Ana Ruiz', SEVEN],
  ['a cancellation at half past seven, confirmed', '2026-12-05T07:30', 'Ana Ruiz', 'at once'],
  ['a cancellation half an hour before', '2026-12-05T09:30', null, 'at once'],
] as const)('%s is told as early as it may be', async (_, at, by, heard) => {
  const later = heard === WEDNESDAY_TEN ? ['2026-12-02T09:59:59-08:00', WEDNESDAY_TEN] : MORNING;
  expect(await heardAt(`${at}:00-08:00`, () => cancel(by), later)).toBe(heard);
  expect(await newsOf(YES)).toEqual([CANCELLED]);
});

const NEXT = '2026-12-12T10:00:00-08:00';

test.each([
  ['in the evening before', '2026-12-04T20:30', null, 'at once'],
  ['in the night before', '2026-12-04T21:30', null, EIGHT],
  ['in the night before, confirmed', '2026-12-04T21:30', 'Ana Ruiz', SEVEN],
  ['on the day at seven, confirmed', '2026-12-05T07:00', 'Ana Ruiz', 'at once'],
  ['on the day at seven', '2026-12-05T07:00', null, EIGHT],
] as const)(
  'a move %s reaches families before they stand at a closed door',
  async (_, at, by, heard) => {
    expect(await heardAt(`${at}:30-08:00`, () => move(NEXT, by), MORNING)).toBe(heard);
    expect(await newsOf(YES)).toHaveLength(1);
  },
);

test('a move of an afternoon workshop can wait for ten', async () => {
  await move('2026-12-05T15:00:00-08:00');
  await runDue(program.world);
  expect(await newsOf(YES)).toHaveLength(1);
  await runAt('2026-12-04T21:40:00-08:00');
  await move(NEXT);
  for (const time of MORNING) {
    await runAt(time);
    expect((await newsOf(YES)).length).toBe(time === TEN ? 2 : 1);
  }
});

test('after a cancellation nothing else goes: no reminder, no offer, no lapse', async () => {
  await answers(program, YES, 'somos 1 no 3');
  expect((await rsvpOf(program.world, WAITING, id)).state).toBe('offered');
  await cancel();
  await Promise.all([runDue(program.world), runDue(program.world)]);
  const before = await Promise.all([YES, WAITING, SILENT].map((phone) => program.texts(phone)));
  expect(await newsOf(YES)).toEqual([CANCELLED]);
  expect(await newsOf(WAITING)).toEqual([CANCELLED]);
  expect(await newsOf(SILENT)).toEqual([]);
  for (const at of ['02T12:01', '02T15:00', '04T18:01', '05T08:01', '05T10:30']) {
    await runAt(`2026-12-${at}:00-08:00`);
  }
  const after = await Promise.all([YES, WAITING, SILENT].map((phone) => program.texts(phone)));
  expect(after).toEqual(before);
  const { withheld, remindersSent } = await sendingReport(program.world, id);
  expect({ withheld, remindersSent }).toEqual({ withheld: {}, remindersSent: 0 });
});

test('a sí after the cancellation holds no seat', async () => {
  await cancel();
  await runDue(program.world);
  const said = await answers(program, SILENT, 'sí vamos 2');
  expect(said).toHaveLength(1);
  expect((await rsvpOf(program.world, SILENT, id)).state).toBe('invited');
  expect((await workshopOf(program.world, id)).seats.in_person.taken).toBe(3);
});

test('moved and then cancelled in one night: told once, of the date they know', async () => {
  await runAt('2026-12-01T22:00:00-08:00');
  await move(NEXT);
  await runDue(program.world);
  await cancel();
  await runDue(program.world);
  await runAt('2026-12-02T10:00:01-08:00');
  expect(await newsOf(YES)).toEqual([CANCELLED]);
});

test('who asks about a workshop that is off, where none is to come, is told so and goes to nobody', async () => {
  await cancel();
  await runDue(program.world);
  const off = ['El taller del sábado 5 de diciembre se canceló.'];
  expect(await answers(program, YES, '¿cuándo es el taller?')).toEqual(off);
  expect(await answers(program, YES, 'sí vamos 2')).toEqual(off);
  expect(await answers(program, WAITING, 'ya no puedo ir')).toEqual(off);
  const { contacts, inbound } = program.world.store;
  const known = await contacts.find({ phone: { $in: [YES, WAITING] } }).distinct('_id');
  const handedOff = { contact: { $in: known }, forPerson: { $ne: null } };
  expect(await inbound.countDocuments(handedOff)).toBe(0);
  // What is of no workshop is still a person's.
  await answers(program, YES, '¿me pueden ayudar con un trámite?');
  expect(await inbound.countDocuments(handedOff)).toBe(1);
  // Another that is to come is what she means from then on.
  const later = { startsAt: '2026-12-12T10:00:00-08:00', endsAt: '2026-12-12T12:00:00-08:00' };
  await program.load(workshop({ id: `${id}-2`, site: id, ...later }));
  expect((await answers(program, YES, '¿cuándo es el taller?')).join()).toMatch(/12 de dic/);
});

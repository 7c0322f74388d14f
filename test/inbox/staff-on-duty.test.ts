import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadLine } from '../../src/load.ts';
import { runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

const [FIRST, SECOND, ELSEWHERE] = [phoneOf(81), phoneOf(82), phoneOf(83)];
const MOTHER = phoneOf(1);
const URGENT = 'A family at Primaria Bolívar wrote something urgent.';
const OFFICE = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' };

const staff = (id: string, phone: string, order: number, sites = ['bolivar']) => ({
  kind: 'staff',
  id,
  name: `Ms. ${id}`,
  phone,
  sites,
  order,
});

let program: TestProgram;

beforeEach(async () => {
  program = await startTestProgram('duty', { workers: false, still: true });
  await program.load(
    programme,
    { ...site(), officeHours: OFFICE },
    site('lennox'),
    workshop(),
    family(1),
    family(2),
    staff('second', SECOND, 2),
    staff('first', FIRST, 1),
    staff('elsewhere', ELSEWHERE, 1, ['lennox']),
  );
});

afterEach(() => program.close());

/** How many texts each of the staff has. */
async function calls(): Promise<number[]> {
  await runDue(program.world);
  const texts = await Promise.all([FIRST, SECOND, ELSEWHERE].map((phone) => program.texts(phone)));
  return texts.map(({ length }) => length);
}

function minutesLater(minutes: number): void {
  const { clock } = program;
  clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000));
}

function take(message: string) {
  return runCommand(program, 'take', { message, by: 'Ms. Ruiz' });
}

test('danger calls the first on duty at her site, and the next every fifteen minutes', async () => {
  program.clock.moveTo('2026-12-01T23:30:00-08:00');
  await answers(program, MOTHER, 'mi esposo me pega, tengo miedo');
  expect(await calls()).toEqual([1, 0, 0]);
  const [text] = await program.texts(FIRST);
  expect(text).toContain(URGENT);
  // Neither whose it is nor what it says.
  expect(text).not.toMatch(/Familia 1|esposo|\+1213/);
  minutesLater(14);
  expect(await calls()).toEqual([1, 0, 0]);
  minutesLater(1);
  expect(await calls()).toEqual([1, 1, 0]);
  minutesLater(60);
  expect(await calls()).toEqual([1, 1, 0]);
});

test('any answer of a member of staff takes it, ends the calls, and begins no flow', async () => {
  await answers(program, MOTHER, 'mi esposo me pega, tengo miedo');
  const read = await answers(program, FIRST, 'sí voy');
  expect(read).toEqual([expect.stringContaining('Thank you, it is yours now.')]);
  minutesLater(60);
  expect(await calls()).toEqual([2, 0, 0]);
  const { conversations, alarms, rsvps } = program.world.store;
  expect(await alarms.find().lean()).toMatchObject([{ open: false, takenBy: 'first' }]);
  expect(await answers(program, FIRST, 'hola, quiero ir al taller')).toEqual([]);
  expect(await conversations.countDocuments()).toBe(0);
  expect(await rsvps.countDocuments()).toBe(0);
});

test('what is no danger waits for the office, each call of it', async () => {
  program.clock.moveTo('2026-12-04T15:50:00-08:00');
  await answers(program, MOTHER, 'llámeme por favor');
  expect(await calls()).toEqual([1, 0, 0]);
  minutesLater(20);
  expect(await calls()).toEqual([1, 0, 0]);
  program.clock.moveTo('2026-12-07T07:59:00-08:00');
  expect(await calls()).toEqual([1, 0, 0]);
  minutesLater(1);
  expect(await calls()).toEqual([1, 1, 0]);
});

test('more of the same family joins her open alarm; only danger calls anew', async () => {
  await answers(program, MOTHER, 'llámeme por favor');
  await answers(program, MOTHER, 'me pueden llamar?');
  expect(await calls()).toEqual([1, 0, 0]);
  await answers(program, MOTHER, 'mi esposo me pega');
  expect(await calls()).toEqual([2, 0, 0]);
  expect((await program.texts(FIRST)).at(-1)).toContain(URGENT);
  const alarms = await program.world.store.alarms.find().lean();
  expect(alarms.map(({ messages }) => messages.length)).toEqual([3]);
});

test('the command take shows what she wrote, to the first and to whoever looks later', async () => {
  await answers(program, MOTHER, 'mi esposo me pega');
  expect(await calls()).toEqual([1, 0, 0]);
  const id = (await program.texts(FIRST))[0]?.match(/[0-9a-f]{24}/)?.[0] ?? '';
  const shown = {
    takenBy: 'Ms. Ruiz',
    kind: 'danger',
    phone: MOTHER,
    messages: [{ body: 'mi esposo me pega' }],
  };
  expect(await take(id)).toMatchObject({ answer: { outcome: 'taken', ...shown } });
  expect(await take(id)).toMatchObject({ answer: { outcome: 'taken_already', ...shown } });
  minutesLater(60);
  expect(await calls()).toEqual([1, 0, 0]);
  expect(await take('none')).toMatchObject({ kind: 'refused' });
});

test('who has opted out is passed over at once, and is called by nothing', async () => {
  await answers(program, FIRST, 'ALTO');
  const before = (await program.texts(FIRST)).length;
  await answers(program, MOTHER, 'mi esposo me pega');
  expect(await calls()).toEqual([before, 1, 0]);
});

test('a family that has opted out is told nothing, and staff are called to her danger', async () => {
  await answers(program, MOTHER, 'ALTO');
  expect(await answers(program, MOTHER, 'mi esposo me pega')).toEqual([]);
  expect(await calls()).toEqual([1, 0, 0]);
});

test('eight sweeps at once call one member of staff once', async () => {
  await program.says(MOTHER, 'mi esposo me pega');
  minutesLater(1);
  await Promise.all(Array.from({ length: 8 }, () => runDue(program.world)));
  expect(await calls()).toEqual([1, 0, 0]);
});

test('a phone is a family or staff, not both', async () => {
  const asFamily = JSON.stringify(family(81));
  expect(await loadLine(program.world, asFamily)).toMatchObject({ outcome: 'refused' });
  await program.load(staff('first', phoneOf(2), 1));
  expect(await loadLine(program.world, asFamily)).toMatchObject({ outcome: 'changed' });
  await answers(program, MOTHER, 'mi esposo me pega');
  expect(await program.texts(phoneOf(2))).toEqual([expect.stringContaining(URGENT)]);
});

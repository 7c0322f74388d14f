import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

type Group = { group: string; count: number; reason: string; messages: { body: string }[] };

const PARKING = {
  es: 'Hay lugar para estacionarse en la calle Olimpo.',
  en: 'You can park on Olimpo Street.',
};

let program: TestProgram;

beforeEach(async () => {
  program = await startTestProgram('handoffs', { workers: false, still: true });
  await program.load(
    programme,
    site(),
    site('lennox'),
    workshop(),
    ...[1, 2, 3, 4].map((n) => family(n, n === 2 ? { language: 'en' } : {})),
    family(5, { sites: ['lennox'] }),
  );
});

afterEach(() => program.close());

/** Runs a command as a person would, with one JSON object. */
async function run(name: string, argument: object) {
  const outcome = await runCommand(program, name, argument);
  await runDue(program.world);
  return outcome;
}

async function groups(wanted: object = {}): Promise<Group[]> {
  const outcome = await run('hand-offs', wanted);
  if (outcome?.kind !== 'done') throw new Error('The hand-offs were not listed.');
  return (outcome.answer as { groups: Group[] }).groups;
}

async function last(n: number): Promise<string | undefined> {
  return (await program.texts(phoneOf(n))).at(-1);
}

/** Families 1 to 3 ask the same of one workshop, in two languages and three ways. */
async function askAboutParking(): Promise<void> {
  await answers(program, phoneOf(1), '¿hay estacionamiento?');
  await answers(program, phoneOf(2), 'is there parking?');
  await answers(program, phoneOf(3), 'dónde puedo estacionar?');
}

test('one answer goes to all who asked the same, in their language, and to the next from the bot', async () => {
  await askAboutParking();
  const [parking, ...others] = await groups();
  expect(parking).toMatchObject({ count: 3, reason: 'parking', workshop: 'reading' });
  expect(others).toEqual([]);
  const answer = { group: parking?.group, text: PARKING };
  expect(await run('answer', answer)).toMatchObject({
    answer: { outcome: 'answered', sent: 3, withheld: 0, fact: 'parking' },
  });
  expect(await Promise.all([1, 2, 3].map(last))).toEqual([PARKING.es, PARKING.en, PARKING.es]);
  expect(await groups()).toEqual([]);
  expect((await answers(program, phoneOf(4), '¿hay estacionamiento?')).join()).toContain(
    PARKING.es,
  );
  expect(await groups()).toEqual([]);
});

test('given twice at once and again, an answer goes once', async () => {
  await askAboutParking();
  const [parking] = await groups();
  const before = (await program.texts(phoneOf(1))).length;
  const answer = { group: parking?.group, text: PARKING };
  await Promise.all([run('answer', answer), run('answer', answer)]);
  expect(await run('answer', answer)).toMatchObject({ answer: { outcome: 'answered_already' } });
  expect(await program.texts(phoneOf(1))).toHaveLength(before + 1);
});

test('words we did not understand are grouped by what they say, folded, by workshop and site', async () => {
  for (const n of [1, 3, 5]) {
    const words = n === 3 ? 'Zxcv  QWER!!' : 'zxcv qwer';
    // At Bolívar the invitation comes first, and twice that we did not understand.
    for (let times = n === 5 ? 1 : 4; times > 0; times -= 1)
      await answers(program, phoneOf(n), words);
  }
  const found = await groups();
  const unclear = found.filter(({ reason }) => reason === 'unclear');
  expect(unclear.map(({ count }) => count)).toEqual([2, 1]);
  expect(unclear[0]?.messages[0]?.body.toLowerCase()).toContain('zxcv');
  const here = await groups({ site: 'bolivar' });
  expect(here.length).toBeGreaterThan(0);
  expect(here.length).toBeLessThan(found.length);
  expect(await groups({ workshop: 'reading' })).toEqual(here);
});

test('what moves a family is hers alone, and an answer to it ends the calls to staff', async () => {
  const phone = phoneOf(80);
  await program.load({ kind: 'staff', id: 'ruiz', phone, sites: ['bolivar'] });
  await answers(program, phoneOf(1), 'mi esposo me pega');
  await answers(program, phoneOf(3), 'mi esposo me pega');
  const found = await groups();
  expect(found.map(({ reason, count }) => ({ reason, count }))).toEqual([
    { reason: 'danger', count: 1 },
    { reason: 'danger', count: 1 },
  ]);
  expect(await run('answer', { group: found[0]?.group, closed: true })).toMatchObject({
    answer: { outcome: 'closed', sent: 0 },
  });
  expect(await groups()).toHaveLength(1);
  expect(await program.world.store.alarms.countDocuments({ open: true })).toBe(1);
});

test('a day later an answer is unasked: without consent it is held back, and said to be so', async () => {
  await program.load(family(1, { phone: phoneOf(6) }), family(1, { phone: phoneOf(7) }));
  await answers(program, phoneOf(6), '¿hay estacionamiento?');
  const { contacts } = program.world.store;
  await answers(program, phoneOf(7), '¿hay estacionamiento?');
  await contacts.updateOne({ phone: phoneOf(7) }, { $set: { 'consent.granted': {} } });
  program.clock.moveTo('2026-12-02T12:00:00-08:00');
  const [parking] = await groups();
  expect(await run('answer', { group: parking?.group, text: PARKING })).toMatchObject({
    answer: { sent: 1, withheld: 1 },
  });
  expect(await last(6)).toBe(PARKING.es);
  expect(await last(7)).not.toBe(PARKING.es);
});

test.each([
  { argument: { group: 'none', text: PARKING }, why: 'no group of that name' },
  { argument: { group: 'none' }, why: 'neither text nor closed' },
  { argument: { group: 'none', text: { es: 'Sí.', en: 'x'.repeat(400) } }, why: 'too long' },
])('an answer with $why is refused', async ({ argument }) => {
  expect(await run('answer', argument)).toMatchObject({ kind: 'refused' });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, sendingReport } from '#broadcasts';
import type { Workshop } from '#domain';
import { tallyOf } from '#workshops';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('answers');
  await program.load(programme, site(), workshop(), family(1), family(2, { language: 'en' }));
  const { world } = program;
  const reading = (await world.store.workshops.findById('reading').lean<Workshop>())!;
  await world.queue.enqueue([await begin(world, reading, 'invitation', ['invited'])]);
  await until('both are invited', async () => (await program.twilio.messages()).length === 2);
});

afterAll(() => program.close());

test('a mother answers "sí vamos 3" and has her seats', async () => {
  const mother = phoneOf(1);
  await program.says(mother, 'sí vamos 3');
  await until('she is answered', async () => (await program.texts(mother)).length === 2);
  const [invitation, reply] = await program.texts(mother);
  expect(invitation).toMatch(/^Parent College: .*ALTO\/STOP/);
  expect(reply).toContain(
    'apartamos 3 lugares: sábado 5 de diciembre, 10:00 a. m., Primaria Bolívar',
  );
  expect(await tallyOf(program.world, 'reading')).toMatchObject({ yes: 1, headcount: 3 });
});

test('a father answers in English and gets no seat', async () => {
  const father = phoneOf(2);
  await program.says(father, "Sorry, can't make it, I work");
  await until('he is answered', async () => (await program.texts(father)).length === 2);
  expect(await tallyOf(program.world, 'reading')).toMatchObject({ yes: 1, no: 1, headcount: 3 });
  expect(await sendingReport(program.world, 'reading')).toMatchObject({ invited: 2, withheld: {} });
});

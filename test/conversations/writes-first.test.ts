import { afterAll, beforeAll, expect, test } from 'vitest';
import { tallyOf } from '#workshops';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('writes-first', { now: '2026-12-01T23:00:00-08:00' });
  await program.load(
    programme,
    site(),
    workshop({ facts: { food: false } }),
    family(1),
    family(2),
    family(3),
  );
});

afterAll(() => program.close());

async function reply(phone: string, body: string): Promise<string> {
  const before = (await program.texts(phone)).length;
  await program.says(phone, body);
  await until('she is answered', async () => (await program.texts(phone)).length > before);
  return (await program.texts(phone)).slice(before).join('\n');
}

test('a family that writes before it was invited has its seats, even at night', async () => {
  expect(await reply(phoneOf(1), 'hola, sí vamos 4')).toContain('apartamos 4 lugares');
  expect(await tallyOf(program.world, 'reading')).toMatchObject({ yes: 1, headcount: 4 });
});

test('a greeting is answered with the invitation, and the answer to that books', async () => {
  expect(await reply(phoneOf(2), 'Hola')).toMatch(/Parent College: le invitamos a Leer en casa/);
  expect(await reply(phoneOf(2), '1')).toContain('¿Cuántas personas');
  expect(await reply(phoneOf(2), 'somos dos')).toContain('apartamos 2 lugares');
});

test('a question is answered from the facts, and then she is asked whether she comes', async () => {
  const text = await reply(phoneOf(3), '¿van a dar comida?');
  expect(text).toContain('No va a haber comida.');
  expect(text).toContain('¿Va a ir el sábado 5 de diciembre?');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact } from '#domain';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { programme, site } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('keywords');
  await program.load(programme, site(), site('olmo'));
});

afterAll(() => program.close());

async function reply(phone: string, body: string): Promise<string> {
  const before = (await program.texts(phone)).length;
  await program.says(phone, body);
  await until('she is answered', async () => (await program.texts(phone)).length > before);
  return (await program.texts(phone)).slice(before).join('\n');
}

test('a family that was on no list joins by a word from a flyer, in its language', async () => {
  const phone = '+12135550177';
  expect(await reply(phone, 'Padres')).toContain('¿Quiere recibir mensajes de talleres');
  expect(await reply(phone, 'sí')).toContain('2) Primaria Bolívar');
  expect(await reply(phone, '1')).toContain('le va a escribir de talleres');
  const found = await program.world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
  expect(found).toMatchObject({ language: 'es', sites: ['bolivar'] });
  expect(found.consent.granted.workshops).toBeInstanceOf(Date);
});

test('an English word starts it in English', async () => {
  expect(await reply('+12135550178', 'workshops!')).toMatch(/Would you like|Do you want/);
});

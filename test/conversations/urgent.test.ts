import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact } from '#domain';
import type { Inbound } from '#storage';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('urgent');
  await program.load(programme, site(), workshop(), family(1));
});

afterAll(() => program.close());

test('words of despair go to a person at once, and are never taken for an opt-out', async () => {
  await program.says(phoneOf(1), 'ya no quiero vivir');
  await until('she is answered', async () => (await program.texts(phoneOf(1))).length === 1);
  expect(await program.texts(phoneOf(1))).toEqual(['Una persona del equipo le va a responder.']);
  const { contacts, inbound } = program.world.store;
  const mother = await contacts
    .findOne({ phone: phoneOf(1) })
    .lean<Contact>()
    .orFail();
  expect(mother.consent).toMatchObject({ optedOutAt: null, suspendedAt: null });
  const said = await inbound.findOne({ contact: mother._id }).lean<Inbound>().orFail();
  expect(said.forPerson).toBe('urgent');
});

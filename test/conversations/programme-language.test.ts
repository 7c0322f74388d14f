import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import type { Workshop } from '#domain';
import { runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('programme-language', { workers: false, still: true });
  await program.load({ ...programme, language: 'en' }, site(), workshop());
  await until('its language is read', () => program.world.programme().language === 'en');
  await program.load(family(1, { language: undefined }), family(3));
});

afterAll(() => program.close());

test('who has not told her language reads the programme’s; her own comes first', async () => {
  const { world } = program;
  const reading = await world.store.workshops.findById('reading').lean<Workshop>().orFail();
  await begin(world, reading, 'invitation', ['invited']);
  await runDue(world);
  expect((await program.texts(phoneOf(1)))[0]).toMatch(/you are invited|Will you come/);
  expect((await program.texts(phoneOf(3)))[0]).toContain('le invitamos');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact } from '#domain';
import { answers } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('option-words', { workers: false, still: true });
  await program.load(programme, site(), family(1), family(2, { language: 'en' }));
});

afterAll(() => program.close());

/** What she answered to the survey's first question. */
async function topicsOf(n: number): Promise<unknown> {
  const { contacts, answers: kept } = program.world.store;
  const { _id } = await contacts
    .findOne({ phone: phoneOf(n) })
    .lean<Contact>()
    .orFail();
  return (await kept.findOne({ contact: _id, question: 'topics' }).lean())?.value;
}

test.each([
  [1, 'ENCUESTA', 'la universidad y leer en casa', 'reading,college'],
  [2, 'SURVEY', 'college', 'college'],
])('family %i chooses by the words of the options', async (n, keyword, said, topics) => {
  await answers(program, phoneOf(n), keyword);
  expect((await answers(program, phoneOf(n), said)).join()).not.toMatch(/no le entendimos|did not/);
  expect(await topicsOf(n)).toBe(topics);
});

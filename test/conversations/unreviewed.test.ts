import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurns } from '#conversations';
import type { Contact, Message } from '#domain';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('unreviewed', { workers: false });
  await program.load(programme, site(), workshop(), family(1), family(2));
});

afterAll(() => program.close());

/** What is stored for her after a turn as it would be with the real Twilio. */
async function said(phone: string, body: string): Promise<Pick<Message, 'state' | 'reason'>[]> {
  await program.says(phone, body);
  const { contacts, messages } = program.world.store;
  const { _id } = await contacts.findOne({ phone }).lean<Contact>().orFail();
  await takeTurns({ ...program.world, live: true }, _id);
  return messages.find({ contact: _id }, { _id: 0, state: 1, reason: 1 }).lean<Message[]>();
}

test('a text that nobody has reviewed never goes out through the real Twilio', async () => {
  const texts = await said(phoneOf(1), 'sí vamos 3');
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(text).toEqual({ state: 'withheld', reason: 'unreviewed' });
});

test('an opt-out is confirmed all the same, and HELP answered', async () => {
  expect(await said(phoneOf(2), 'ayuda')).toEqual([{ state: 'queued', reason: null }]);
  const after = await said(phoneOf(2), 'ALTO');
  expect(after.filter((text) => text.state === 'queued')).toHaveLength(2);
});

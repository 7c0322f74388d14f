import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '#domain';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { contactIdOf, invite } from '../support/seats.ts';

const INVITED = /le invitamos/;

let program: TestProgram;

/** Invited in the night: the invitations wait for the hours. */
beforeAll(async () => {
  program = await startTestProgram('unsent-invitation', {
    now: '2026-12-01T23:00:00-08:00',
    still: true,
    workers: false,
  });
  await program.load(programme, site(), workshop(), ...[1, 2, 3, 4].map((n) => family(n)));
  await invite(program.world);
  await runDue(program.world);
});

afterAll(() => program.close());

async function invitation(phone: string): Promise<Message> {
  const contact = await contactIdOf(program.world, phone);
  const { messages } = program.world.store;
  return messages.findOne({ contact, stage: 'invitation' }).lean<Message>().orFail();
}

test('who begins to answer before her invitation went is not invited besides', async () => {
  expect(await answers(program, phoneOf(1), 'sí vamos')).toEqual([
    expect.stringContaining('¿Cuántas personas'),
  ]);
  expect(await invitation(phoneOf(1))).toMatchObject({ state: 'withheld', reason: 'answering' });
  expect(await answers(program, phoneOf(2), '¿hay estacionamiento?')).toEqual([
    expect.stringContaining('¿Va a ir'),
  ]);
  expect(await answers(program, phoneOf(3), 'muchas gracias')).not.toContain(INVITED);
  expect(await answers(program, phoneOf(4), 'Hola')).toEqual([expect.stringMatching(INVITED)]);
  program.clock.moveTo('2026-12-02T10:00:01-08:00');
  await runDue(program.world);
  const texts = async (n: number) => (await program.texts(phoneOf(n))).join('\n');
  expect(await texts(1)).not.toMatch(INVITED);
  expect(await texts(2)).not.toMatch(INVITED);
  expect(await program.texts(phoneOf(4))).toHaveLength(1);
  // She has not been asked anything yet.
  expect(await texts(3)).toMatch(INVITED);
});

test('and her answer to what she was asked books', async () => {
  expect(await answers(program, phoneOf(1), 'somos dos')).toEqual([
    expect.stringContaining('tiene 2 lugares'),
  ]);
});

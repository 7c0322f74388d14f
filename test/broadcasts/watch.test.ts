import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OwnReport } from '#broadcasts';
import { MINUTE, SECOND } from '#domain';
import { answerOf } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { heardLog } from '../support/heard-log.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const FAMILIES = 52;
const log = heardLog();

let program: TestProgram;
let id: string;
let round = 0;

beforeAll(async () => {
  program = await startTestProgram('watch', {
    workers: false,
    still: true,
    log,
    timeoutMs: 20_000,
  });
  const families = Array.from({ length: FAMILIES }, (_, i) => family(i + 1));
  await program.load(programme, site(), ...families);
});

beforeEach(async () => {
  await program.twilio.clearFaults();
  round += 1;
  program.clock.moveTo(`${2026 + round}-12-01T11:00:00-08:00`);
});

afterAll(() => program.close());

/** To all, a half of them first: the others are seen to be kept back. */
async function broadcastHalf(): Promise<void> {
  const request = { audience: { site: 'bolivar' }, text: { es: `Texto ${round}.` }, share: 0.5 };
  ({ id } = await answerOf(program, 'broadcast', request));
  await runDue(program.world);
}

async function later(ms: number): Promise<void> {
  program.clock.moveTo(new Date(program.clock.now().getTime() + ms));
  await runDue(program.world);
}

const report = () => answerOf<OwnReport>(program, 'broadcast-report', { id });

test('a broadcast that carriers refuse unusually often halts itself and says so', async () => {
  await program.twilio.faults([{ kind: 'error', status: 400, code: 21617 }]);
  await broadcastHalf();
  await answerOf(program, 'resume', { id });
  await later(6 * SECOND);
  expect(await report()).toMatchObject({ state: 'paused', pausedFor: 'failures' });
  expect(log.lines.filter((line) => line.includes('halted itself'))).toHaveLength(1);
  expect(log.lines.join()).not.toContain(phoneOf(1));
  // A person who has looked at it decides.
  await answerOf(program, 'resume', { id });
  await later(6 * SECOND);
  expect(await report()).toMatchObject({ state: 'done', pausedFor: null });
});

test('numbers that are no more do not halt it: they are each a family’s own', async () => {
  await program.twilio.faults([{ kind: 'error', status: 400, code: 21211, times: 22 }]);
  await broadcastHalf();
  await answerOf(program, 'resume', { id });
  await later(6 * SECOND);
  expect(await report()).toMatchObject({ state: 'done', failed: { '21211': 22 }, sent: 30 });
  await program.world.store.contacts.updateMany({}, { $set: { numberDead: false } });
});

test('too many who say stop are an alarm, told once, to staff too', async () => {
  await program.load({ kind: 'staff', id: 'ruiz', phone: phoneOf(91), sites: ['bolivar'] });
  const request = { audience: { site: 'bolivar' }, text: { es: `Texto ${round}.` } };
  ({ id } = await answerOf(program, 'broadcast', request));
  await runDue(program.world);
  for (const n of [1, 2]) await answers(program, phoneOf(n), 'alto');
  await later(6 * SECOND);
  await later(11 * MINUTE);
  expect(await report()).toMatchObject({ sent: FAMILIES, optedOut: 2, alarm: true });
  await later(11 * MINUTE);
  expect(log.lines.filter((line) => line.includes('said stop after'))).toHaveLength(1);
  expect(await program.texts(phoneOf(91))).toEqual([
    expect.stringMatching(`^Many families said stop .* of Parent College\\..*: ${id}\\.`),
  ]);
  expect(await answers(program, phoneOf(91), 'lo veo')).toEqual([
    expect.stringMatching(`^Thank you, it is yours now.*${id}$`),
  ]);
});

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MINUTE } from '#domain';
import { answerOf } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { contactIdOf, invite } from '../support/seats.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SURVEY = /planear talleres/;

let program: TestProgram;
let n = 0;
let id: string;

beforeAll(async () => {
  program = await startTestProgram('pausing-queued', { workers: false, still: true });
  await program.load(programme);
});

/** A survey that waits behind the question of an invitation. */
beforeEach(async () => {
  n += 1;
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
  const school = `school${n}`;
  await program.load(
    site(school),
    workshop({ id: school, site: school }),
    family(n, { sites: [school] }),
  );
  await invite(program.world, school);
  await runDue(program.world);
  program.clock.moveTo('2026-12-02T11:00:00-08:00');
  ({ id } = await answerOf(program, 'broadcast', {
    audience: { site: school },
    flow: 'needs_survey',
  }));
  await runDue(program.world);
});

afterAll(() => program.close());

const texts = async () => (await program.texts(phoneOf(n))).join('\n');

async function later(minutes: number): Promise<void> {
  program.clock.moveTo(new Date(program.clock.now().getTime() + minutes * MINUTE));
  await runDue(program.world);
}

test('a flow that waits for its turn begins when that comes', async () => {
  await answers(program, phoneOf(n), 'no puedo ir');
  expect(await texts()).toMatch(SURVEY);
});

test('paused, it waits on though her question is answered; resumed, it begins', async () => {
  await answerOf(program, 'pause', { id });
  await answers(program, phoneOf(n), 'no puedo ir');
  await later(60);
  expect(await texts()).not.toMatch(SURVEY);
  await answerOf(program, 'resume', { id });
  await later(16);
  expect(await texts()).toMatch(SURVEY);
});

test('stopped, it never begins', async () => {
  await answerOf(program, 'stop', { id });
  await answers(program, phoneOf(n), 'no puedo ir');
  await later(60);
  expect(await texts()).not.toMatch(SURVEY);
  const contact = await contactIdOf(program.world, phoneOf(n));
  expect(await program.world.store.conversations.countDocuments({ contact, open: true })).toBe(0);
});

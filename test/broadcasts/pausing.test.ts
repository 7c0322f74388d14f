import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { pause, resume, stop } from '#broadcasts';
import { sendOwnBatch } from '#dispatch';
import type { Message } from '#domain';
import { deliverGroup } from '#outbox';
import type { OwnBroadcast } from '#storage';
import { answerOf, runCommand } from '../support/command-world.ts';
import { runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, programme, site } from '../support/programme.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const FAMILIES = 45;

let program: TestProgram;
let id: string;
let round = 0;

beforeAll(async () => {
  program = await startTestProgram('pausing', { workers: false, timeoutMs: 20_000 });
  const families = Array.from({ length: FAMILIES }, (_, i) => family(i + 1));
  await program.load(programme, site(), ...families);
});

/** A broadcast to all, none of which is made yet; every time in another year, so that no cap is near. */
beforeEach(async () => {
  round += 1;
  program.clock.moveTo(`${2026 + round}-12-01T11:00:00-08:00`);
  const text = { es: `Texto ${round}.` };
  ({ id } = await answerOf(program, 'broadcast', { audience: { site: 'bolivar' }, text }));
});

afterAll(() => program.close());

const stateOf = async () =>
  (await program.world.store.ownBroadcasts.findById(id).lean<OwnBroadcast>().orFail()).state;

/** How many texts of this broadcast stand in each state. */
async function counts(): Promise<Record<string, number>> {
  const texts = await program.world.store.messages.find({ broadcast: id }).lean<Message[]>();
  const found: Record<string, number> = {};
  for (const { state } of texts) found[state] = (found[state] ?? 0) + 1;
  return found;
}

const arrived = async () =>
  (await program.twilio.messages()).filter((m) => m.body?.includes(`Texto ${round}.`)).length;

test('paused when all is queued, nothing goes; resumed, everybody gets it once', async () => {
  await sendOwnBatch(program.world, id);
  await answerOf(program, 'pause', { id });
  await runDue(program.world);
  expect(await counts()).toEqual({ held: FAMILIES });
  expect(await arrived()).toBe(0);
  await answerOf(program, 'resume', { id });
  await runDue(program.world);
  expect(await counts()).toEqual({ sent: FAMILIES });
  expect(await arrived()).toBe(FAMILIES);
});

test('stopped, what was not sent is cancelled for good', async () => {
  await sendOwnBatch(program.world, id);
  const first = await program.world.store.messages.findOne({ broadcast: id }).lean<Message>();
  await deliverGroup(program.world, [first!._id]);
  await answerOf(program, 'stop', { id });
  await runDue(program.world);
  expect(await counts()).toEqual({ sent: 1, cancelled: FAMILIES - 1 });
  expect(await arrived()).toBe(1);
  const refused = await runCommand(program, 'resume', { id });
  expect(refused).toMatchObject({ reason: expect.stringMatching(/was stopped for good/) });
});

test('a pause in the middle of storing waits for it, and then holds all that was stored', async () => {
  const { world } = program;
  const { messages } = world.store;
  const insertMany = messages.insertMany.bind(messages) as (...given: unknown[]) => never;
  let paused: Promise<unknown> | null = null;
  vi.spyOn(messages, 'insertMany').mockImplementationOnce((...given) => {
    paused = pause(world, id);
    return insertMany(...given);
  });
  await sendOwnBatch(world, id);
  vi.restoreAllMocks();
  expect(await paused).toMatchObject({ kind: 'changed' });
  expect(await counts()).toEqual({ held: FAMILIES });
  await resume(world, id);
  await runDue(world);
  expect(await counts()).toEqual({ sent: FAMILIES });
  expect(await arrived()).toBe(FAMILIES);
});

test.each([
  ['pause', pause, 'held'],
  ['stop', stop, 'cancelled'],
] as const)(
  'a text that is under way and must go again does not outlive a %s',
  async (_, change, becomes) => {
    const { world } = program;
    await sendOwnBatch(world, id);
    const one = await world.store.messages.findOne({ broadcast: id }).lean<Message>();
    const claimed = { $set: { state: 'sending', claimedAt: new Date(0) } };
    await world.store.messages.updateOne({ _id: one!._id }, claimed);
    await change(world, id);
    // Nothing of it is with Twilio: it is looked up, and would go back to the queue.
    await runDue(world);
    expect(await counts()).toEqual({ [becomes]: FAMILIES });
  },
);

test('two workers at one broadcast reach nobody twice and leave nobody out', async () => {
  const { world } = program;
  await Promise.all([sendOwnBatch(world, id), sendOwnBatch(world, id)]);
  await runDue(world);
  expect(await counts()).toEqual({ sent: FAMILIES });
  expect(await stateOf()).toBe('done');
});

test('what was paused until its time was over is not let go as old news', async () => {
  await pause(program.world, id);
  program.clock.moveTo(`${2026 + round}-12-04T11:00:01-08:00`);
  const resumed = await runCommand(program, 'resume', { id });
  expect(resumed).toMatchObject({ reason: expect.stringMatching(/time of the broadcast is over/) });
  expect(await stateOf()).toBe('paused');
});

test('what cannot be done is told', async () => {
  expect(await runCommand(program, 'pause', { id: 'x' })).toEqual({
    kind: 'refused',
    reason: 'There is no broadcast x.',
  });
  const resumed = await runCommand(program, 'resume', { id });
  expect(resumed).toMatchObject({ reason: 'The broadcast is not paused: nothing was changed.' });
});

test.each([
  ['with all at once', 'needs_survey'],
  // It is told which sites there are.
  ['with one after the other', 'interest'],
])('a flow that is being started %s is held by a pause, its question too', async (_, flow) => {
  const { world } = program;
  const audience = { site: 'bolivar' };
  ({ id } = await answerOf(program, 'broadcast', { audience, flow }));
  const batches = sendOwnBatch(world, id);
  await until('some are stored', async () => (await counts()).queued !== undefined);
  await pause(world, id);
  await batches;
  expect(await counts()).toEqual({ held: expect.any(Number) });
  await resume(world, id);
  while ((await stateOf()) === 'running') await sendOwnBatch(world, id);
  expect(await counts()).toEqual({ queued: FAMILIES });
});

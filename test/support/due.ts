import { takeTurns } from '#conversations';
import { dueNow } from '#dispatch';
import { dueTurns } from '#inbox';
import { dueTexts } from '#outbox';
import type { Hint } from '#queue';
import { batchJob } from '../../src/worker/batch-job.ts';
import { bulkJob, deliverJob } from '../../src/worker/deliver-job.ts';
import { dueJob } from '../../src/worker/due-job.ts';
import type { TestProgram } from './program.ts';
import { until } from './until.ts';

type World = TestProgram['world'];

/**
 * Does everything that is due now as a worker would, sweep by sweep, until nothing is; for programs without
 * workers, so that nothing happens between two steps of a test.
 */
export async function runDue(world: World): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    const found = await Promise.all([dueTurns(world), dueTexts(world), dueNow(world)]);
    const once = new Map(found.flat().map((hint) => [JSON.stringify(hint), hint]));
    if (once.size === 0) return;
    await Promise.all([...once.values()].map((hint) => perform(world, hint)));
  }
  throw new Error('Thirty sweeps, and something is still due.');
}

/** The same but for the sending of texts; a turn that waits for a text to go is left waiting. */
export async function workDue(world: World): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const found = (await Promise.all([dueTurns(world), dueNow(world)])).flat();
    if (found.length === 0) return;
    await Promise.all(found.map((hint) => perform(world, hint)));
  }
}

/** Only the sending of texts that are due. */
export async function sendDue(world: World): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const found = await dueTexts(world);
    if (found.length === 0) return;
    await Promise.all(found.map((hint) => perform(world, hint)));
  }
}

function perform(world: World, { queue, job }: Hint): Promise<void> {
  switch (queue) {
    case 'turns':
      return takeTurns(world, job.contact);
    case 'deliver':
      return deliverJob(world, job);
    case 'bulk':
      return bulkJob(world, job);
    case 'batches':
      return batchJob(world, job);
    case 'due':
      return dueJob(world, job);
  }
}

/** A family writes, and all that follows is done; what she reads in answer, oldest first. */
export async function answers(
  program: TestProgram,
  phone: string,
  body: string,
): Promise<string[]> {
  const before = (await program.texts(phone)).length;
  await program.says(phone, body);
  await handle(program.world, phone);
  await runDue(program.world);
  return (await program.texts(phone)).slice(before);
}

async function handle(world: World, phone: string): Promise<void> {
  const contact = await world.store.contacts.findOne({ phone }).lean<{ _id: string }>();
  if (!contact) throw new Error('The family is not loaded.');
  await takeTurns(world, contact._id);
}

/** Waits until running workers have left nothing that is due. */
export async function idle({ world }: TestProgram, withinMs = 20_000): Promise<void> {
  const { store, clock } = world;
  await until(
    'nothing is due',
    async () => {
      const found = await Promise.all([
        store.inbound.exists({ handled: false }),
        store.messages.exists({ state: 'sending' }),
        store.messages.exists({ state: 'queued', dueAt: { $lte: clock.now() } }),
        dueNow(world).then((hints) => hints[0] ?? null),
      ]);
      return found.every((each) => each === null);
    },
    withinMs,
  );
}

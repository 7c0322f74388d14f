import { dueNow } from '#dispatch';
import { dueTurns } from '#inbox';
import { dueTexts } from '#outbox';
import type { WorkerWorld } from './worker-world.ts';

/**
 * Makes hints of everything that is due in MongoDB, whether or not a hint for it was ever made, lost or is
 * under way: jobs are harmless to repeat.
 */
export async function sweep(world: WorkerWorld): Promise<void> {
  const hints = await Promise.all([dueTurns(world), dueTexts(world), dueNow(world)]);
  await world.queue.sweep(hints.flat());
}

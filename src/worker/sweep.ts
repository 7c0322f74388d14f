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
  // Groups that wait for a worker are found again when they are through: a hint for each, every second,
  // would only be so many looks in vain.
  const groupsWait = (await world.queue.waiting(['bulk'])) > 0;
  await world.queue.sweep(hints.flat().filter(({ queue }) => queue !== 'bulk' || !groupsWait));
}

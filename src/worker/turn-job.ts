import { takeTurns } from '#conversations';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

/** A contact has written. */
export function turnJob(world: WorkerWorld, { contact }: Jobs['turns']): Promise<void> {
  return takeTurns(world, contact);
}

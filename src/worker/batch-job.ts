import { sendBatch } from '#dispatch';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

/** A broadcast has a next batch. */
export function batchJob(world: WorkerWorld, { broadcast }: Jobs['batches']): Promise<void> {
  return sendBatch(world, broadcast);
}

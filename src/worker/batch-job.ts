import { sendBatch, sendOwnBatch } from '#dispatch';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

/** A broadcast has a next batch: one that a person made, or a stage of the plan. */
export async function batchJob(world: WorkerWorld, { broadcast }: Jobs['batches']): Promise<void> {
  if (!(await sendOwnBatch(world, broadcast))) await sendBatch(world, broadcast);
}

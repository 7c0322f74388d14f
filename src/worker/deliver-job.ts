import { deliver, deliverGroup } from '#outbox';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

/** Replies to a contact are due. */
export function deliverJob(world: WorkerWorld, { contact }: Jobs['deliver']): Promise<void> {
  return deliver(world, contact);
}

/** A group of texts that answer nobody is due. */
export function bulkJob(world: WorkerWorld, { messages }: Jobs['bulk']): Promise<void> {
  return deliverGroup(world, messages);
}

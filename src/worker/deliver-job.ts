import { deliver } from '#outbox';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

/** Replies to a contact are due. */
export function deliverJob(world: WorkerWorld, { contact }: Jobs['deliver']): Promise<void> {
  return deliver(world, contact, 'deliver');
}

/** A broadcast's text to a contact is due. */
export function bulkJob(world: WorkerWorld, { contact }: Jobs['bulk']): Promise<void> {
  return deliver(world, contact, 'bulk');
}

import type { DispatchWorld } from '#dispatch';
import type { ReconcileWorld } from '#inbox';
import type { DeliverWorld } from '#outbox';
import type { Queues } from '#queue';

/** What the jobs need of the world: what the rooms they call need. */
export type WorkerWorld = DispatchWorld &
  DeliverWorld &
  ReconcileWorld & { queue: Queues; timeoutMs: number };

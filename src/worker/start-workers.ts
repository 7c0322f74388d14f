import { randomUUID } from 'node:crypto';
import { MINUTE, SECOND } from '#domain';
import { reconcile } from '#inbox';
import { giveUpLease, takeLease } from '#storage';
import { batchJob } from './batch-job.ts';
import { bulkJob, deliverJob } from './deliver-job.ts';
import { dueJob } from './due-job.ts';
import { everySoOften, type Repeating } from './every-so-often.ts';
import { sweep } from './sweep.ts';
import { turnJob } from './turn-job.ts';
import type { WorkerWorld } from './worker-world.ts';

const LEASE_MS = 5 * SECOND;
/** A reconcile that failed, or that another had begun and may not have ended, is tried again this soon. */
const RECONCILE_LOOK_MS = 3 * SECOND;
const EVERY = 5 * MINUTE;

export type RunningWorkers = { isRunning: () => boolean; close: () => Promise<void> };

/**
 * Starts a worker for every queue, and the sweep that makes hints of whatever is due in MongoDB: every
 * second, by one of all workers at a time. `close` lets jobs under way finish.
 */
export function startWorkers(world: WorkerWorld): RunningWorkers {
  const holder = randomUUID();
  const { queue, store } = world;
  const workers = [
    queue.startWorker('turns', 16, turnJob(world)),
    queue.startWorker('deliver', 16, (job) => deliverJob(world, job)),
    queue.startWorker('bulk', 4, (job) => bulkJob(world, job)),
    queue.startWorker('batches', 2, (job) => batchJob(world, job)),
    queue.startWorker('due', 8, (job) => dueJob(world, job)),
  ];
  const sweeping = everySoOften(world.log, SECOND, async () => {
    if (await takeLease(store, 'sweep', holder, LEASE_MS)) await sweep(world);
  });
  const reconciling = reconcileOften(world, holder);
  return {
    isRunning: () => workers.every((worker) => worker.isRunning()),
    close: async () => {
      await Promise.all([sweeping.stop(), reconciling.stop()]);
      await Promise.all(workers.map((worker) => worker.close()));
      await giveUpLease(store, 'sweep', holder).catch(() => {});
    },
  };
}

/**
 * Reconciles at once, as soon as MongoDB is back, and every five minutes, by the machine's clock or by the
 * families', whichever comes first: moving the families' makes it due as it does all else.
 */
function reconcileOften(world: WorkerWorld, holder: string): Repeating {
  const { store, clock } = world;
  let last: { real: number; now: number } | null = null;
  const times = () => ({ real: clock.real().getTime(), now: clock.now().getTime() });
  const isDue = () => {
    const at = times();
    return !last || at.real - last.real >= EVERY || Math.abs(at.now - last.now) >= EVERY;
  };
  const repeating = everySoOften(world.log, RECONCILE_LOOK_MS, async () => {
    if (!isDue() || !(await takeLease(store, 'reconcile', holder, 15 * SECOND))) return;
    const begun = times();
    await reconcile(world);
    last = begun;
    await giveUpLease(store, 'reconcile', holder);
  });
  // What came while MongoDB was away may be with Twilio alone: looked for as soon as it is back.
  store.connection.on('reconnected', () => {
    last = null;
    repeating.now();
  });
  return repeating;
}

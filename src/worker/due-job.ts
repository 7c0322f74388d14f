import { watchBroadcast } from '#broadcasts';
import { lapseSilence, lapseSuspension, startMissed } from '#conversations';
import { actOnChange, endLapsedOffer } from '#dispatch';
import { callStaff, warnOfSpending } from '#inbox';
import { lookUp } from '#outbox';
import type { Jobs } from '#queue';
import type { WorkerWorld } from './worker-world.ts';

type What = Jobs['due']['what'];

const DUE: Record<What, (world: WorkerWorld, id: string) => Promise<unknown>> = {
  change: actOnChange,
  offer: endLapsedOffer,
  lookup: lookUp,
  watch: watchBroadcast,
  alarm: async (world, id) => world.queue.enqueue(await callStaff(world, id)),
  spending: async (world, id) => world.queue.enqueue(await warnOfSpending(world, id)),
  suspension: async (world, id) => world.queue.enqueue(await lapseSuspension(world, id)),
  missed: async (world, id) => world.queue.enqueue(await startMissed(world, id)),
  silence: async (world, id) => world.queue.enqueue(await lapseSilence(world, id)),
};

/** Something recorded or timed is due. */
export async function dueJob(world: WorkerWorld, { what, id }: Jobs['due']): Promise<void> {
  await DUE[what](world, id);
}

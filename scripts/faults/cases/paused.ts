import { MINUTE } from '#domain';
import { until } from '../../demo/until.ts';
import type { FaultCase, Harm } from '../fault-case.ts';
import type { Scene } from '../scene.ts';
import { share } from '../share.ts';

/** A worker stands still in the middle of its sends and goes on when everything is done by others. */
export const paused: FaultCase = {
  name: 'paused',
  families: { short: 40, long: 1_000 },
  harm: async (harm) => {
    const { twilio, parts } = harm.scene;
    await twilio.faults([{ kind: 'slow', ms: 200 }]);
    const workers = parts.filter(({ name }) => name.startsWith('worker'));
    // In the short form one of them is enough.
    for (const [i, worker] of (harm.short ? workers.slice(1) : workers).entries()) {
      await share(harm, 0.2 + i * 0.4);
      worker.signal('SIGSTOP');
      await workIsDone(harm, new Date(), worker === workers.at(-1));
      worker.signal('SIGCONT');
    }
    await twilio.clearFaults();
  },
};

/** Settles when others have done what the worker left at `since`; for the last one, when nothing is left at all. */
async function workIsDone(harm: Harm, since: Date, isLast: boolean): Promise<void> {
  await until(() => claimedBefore(harm.scene, since), 2 * MINUTE);
  if (isLast) await harm.settled(4 * MINUTE);
}

/** A text that was taken for sending before this moment, and of which nobody knows yet what became. */
async function claimedBefore({ store }: Scene, since: Date): Promise<string | null> {
  const left = await store.messages.exists({ state: 'sending', claimedAt: { $lt: since } });
  return left ? 'a text of the sleeping worker is not settled' : null;
}

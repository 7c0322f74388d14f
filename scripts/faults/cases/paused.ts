import { setTimeout as wait } from 'node:timers/promises';
import { SECOND } from '#domain';
import type { FaultCase } from '../fault-case.ts';
import { share } from '../share.ts';

/** Longer than any lease, claim or look-up lasts: others have done its work when it wakes. */
const ASLEEP_MS = { short: 15 * SECOND, long: 60 * SECOND };

/** A worker stands still in the middle of its sends and goes on when everything is done by others. */
export const paused: FaultCase = {
  name: 'paused',
  families: { short: 60, long: 1_000 },
  harm: async (harm) => {
    const { twilio, parts } = harm.scene;
    await twilio.faults([{ kind: 'slow', ms: 200 }]);
    const workers = parts.filter(({ name }) => name.startsWith('worker'));
    for (const [i, worker] of workers.entries()) {
      await share(harm, 0.2 + i * 0.4);
      worker.signal('SIGSTOP');
      await wait(ASLEEP_MS[harm.short ? 'short' : 'long']);
      worker.signal('SIGCONT');
      // In the short form one of them is enough.
      if (harm.short) break;
    }
    await twilio.clearFaults();
  },
};

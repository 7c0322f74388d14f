import { setTimeout as wait } from 'node:timers/promises';
import { SECOND } from '#domain';
import type { FaultCase, Harm } from '../fault-case.ts';
import { share } from '../share.ts';

/** How long a dead MongoDB or Valkey stays away: longer than Twilio's own retries take here. */
const AWAY_MS = { short: 2 * SECOND, long: 12 * SECOND };

/** MongoDB and Valkey are killed and come back, at last without anything that Valkey had kept. */
export const services: FaultCase = {
  name: 'services',
  families: { short: 50, long: 1_000 },
  harm: async (harm) => {
    const { services, twilio } = harm.scene;
    await twilio.faults([{ kind: 'slow', ms: 150 }]);
    const rounds = harm.short ? 1 : 3;
    for (let round = 0; round < rounds; round += 1) {
      await share(harm, (round + 0.2) / rounds);
      await services.kill('mongodb');
      await away(harm);
      await share(harm, (round + 0.5) / rounds);
      await services.kill('valkey');
      await away(harm);
      await share(harm, (round + 0.7) / rounds);
      await services.kill('valkey');
      await services.emptyValkey();
      await away(harm);
    }
    await twilio.clearFaults();
  },
};

async function away({ scene, short }: Harm): Promise<void> {
  await wait(AWAY_MS[short ? 'short' : 'long']);
  await scene.services.restart();
}

import { SECOND } from '#domain';
import { ACCOUNT } from '../../demo/environment.ts';
import { until } from '../../demo/until.ts';
import type { FaultCase, Harm } from '../fault-case.ts';
import type { Scene } from '../scene.ts';
import { share } from '../share.ts';
import { whyNoSmallDisk } from '../small-disk.ts';

/** MongoDB ends itself at the first write that does not fit; the program notices within this time. */
const NOTICED_WITHIN_MS = 60 * SECOND;

/** MongoDB's disk is full in the middle of the broadcast: it is said to whoever asks, and ends with the fullness. */
export const disk: FaultCase = {
  name: 'disk',
  families: { short: 40, long: 300 },
  leftOut: whyNoSmallDisk,
  wanted: { smallDisk: true },
  harm: async (harm) => {
    const { scene } = harm;
    const said = scene.parts.map((part) => part.said().length);
    await scene.twilio.faults([{ kind: 'slow', ms: 300 }]);
    await share(harm, 0.3);
    scene.disk?.fill();
    // What is in the journal must also go to its place; MongoDB does it once a minute, or when it is asked.
    await scene.store.connection.db
      ?.admin()
      .command({ fsync: 1 })
      .catch(() => {});
    await until(() => notReported(scene, said), NOTICED_WITHIN_MS);
    await isRefused(harm);
    scene.disk?.free();
    await scene.services.restart();
    await scene.twilio.clearFaults();
  },
};

/** Each process says by /ready that it cannot work, and has logged why; `before`: the length of its log before. */
async function notReported({ parts }: Scene, before: readonly number[]): Promise<string | null> {
  const ready = await Promise.all(parts.map((part) => part.isReady()));
  if (ready.some(Boolean)) return 'the full disk is not to be seen by /ready';
  const silent = parts.find(
    ({ name, said }, i) => name.startsWith('worker') && said().length === before[i],
  );
  return silent ? `${silent.name} has logged nothing` : null;
}

/** What cannot be stored is not acknowledged: Twilio hears a 503 and keeps it. */
async function isRefused({ scene }: Harm): Promise<void> {
  const { status } = await scene.twilio.raw({
    url: `${scene.environment.PUBLIC_URL}/webhooks/twilio/status?m=unknown`,
    params: {
      MessageSid: `SM${'0'.repeat(32)}`,
      MessageStatus: 'delivered',
      AccountSid: ACCOUNT.accountSid,
    },
  });
  if (status !== 503) throw new Error(`A webhook got ${status} while the disk was full.`);
}

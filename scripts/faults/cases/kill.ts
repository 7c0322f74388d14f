import { setTimeout as wait } from 'node:timers/promises';
import { SECOND } from '#domain';
import type { FaultCase, Harm } from '../fault-case.ts';
import type { Part } from '../part.ts';
import { share } from '../share.ts';

/** How often, spread evenly over the broadcast; and how long nothing is sent before one is killed all the same. */
const KILLS = { short: 5, long: 50 };
const STILL_MS = 2 * SECOND;
const LOOK_EVERY_MS = 25;

/** `kill -9` of random processes, all along the broadcast. */
export const kill: FaultCase = {
  name: 'kill',
  families: { short: 80, long: 2_000 },
  harm: async (harm) => {
    // Each create takes a while, as at Twilio, so that many are under way when a process dies.
    await harm.scene.twilio.faults([{ kind: 'slow', ms: 150 }]);
    const kills = KILLS[harm.short ? 'short' : 'long'];
    for (let done = 0; done < kills; done += 1) {
      await nextMoment(harm, (done + 1) / (kills + 1));
      await (await pick(harm.scene.parts)).kill();
    }
    await harm.scene.twilio.clearFaults();
  },
};

/** When this share is invited; or nothing is sent though all are up: faster than they start, it would show nothing. */
async function nextMoment(harm: Harm, part: number): Promise<void> {
  for (;;) {
    await share(harm, part, STILL_MS);
    if (harm.talking.invited() >= part * harm.count) return;
    const up = await Promise.all(harm.scene.parts.map((each) => each.isReady()));
    if (up.every(Boolean)) return;
  }
}

/** Some process that is up: one that is killed while it starts never gets to do anything. */
async function pick(parts: readonly Part[]): Promise<Part> {
  for (;;) {
    const part = parts[Math.floor(Math.random() * parts.length)]!;
    if (await part.isReady()) return part;
    await wait(LOOK_EVERY_MS);
  }
}

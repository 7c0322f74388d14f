import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE, SECOND } from '#domain';
import type { FaultCase } from '../fault-case.ts';
import { INVITATION } from '../programme.ts';
import { share } from '../share.ts';

/** Long enough for whatever would be sent in the evening by mistake. */
const EVENING_MS = 4 * SECOND;

/** The clock jumps over the end of the sending hours in the middle of the broadcast, then to the next morning. */
export const hours: FaultCase = {
  name: 'hours',
  families: { short: 40, long: 600 },
  begins: '2026-12-01T19:28:30-08:00',
  harm: async (harm) => {
    // Every other family is refused until then, so that the jump comes in the middle however fast the rest goes.
    const refused = harm.families.filter((_, n) => n % 2 === 1);
    await harm.scene.twilio.faults(
      refused.map(({ phone }) => ({
        kind: 'error',
        status: 429,
        code: 20429,
        match: { to: phone, body: INVITATION },
      })),
    );
    await share(harm, 0.3);
    // No further: the confirmation of an opt-out is of use for five minutes only.
    await harm.jump('2026-12-01T19:32:30-08:00');
    await harm.scene.twilio.clearFaults();
    await wait(EVENING_MS);
    if (harm.talking.invited() > 0.85 * harm.count)
      throw new Error('All were invited before the morning: the case shows nothing.');
    // Who was asked something in the evening answers before the night.
    await harm.answered(MINUTE);
    await harm.jump('2026-12-02T10:01:00-08:00');
  },
};

import { SECOND } from '#domain';
import type { FaultCase } from '../fault-case.ts';
import { share } from '../share.ts';

const ALMOST_ALL = 0.88;

/**
 * Status callbacks are lost, repeated, reversed, or there before the create's answer; and some creates are
 * accepted without any answer, so that the callback is the only news of them.
 */
export const callbacks: FaultCase = {
  name: 'callbacks',
  families: { short: 40, long: 1_000 },
  harm: async (harm) => {
    const { twilio } = harm.scene;
    // Asked in turn, and only where none before has struck: a fifth of all texts each, and a fifth goes well.
    await twilio.faults([
      { kind: 'callback_lost', probability: 1 / 5 },
      { kind: 'callback_repeated', probability: 1 / 4 },
      { kind: 'callback_reversed', probability: 1 / 3 },
      { kind: 'callback_before_answer', probability: 1 / 2 },
      { kind: 'close_after', probability: 1 / 10 },
    ]);
    await share(harm, ALMOST_ALL, 10 * SECOND);
    await twilio.clearFaults();
  },
};

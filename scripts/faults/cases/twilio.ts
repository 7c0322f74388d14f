import { SECOND } from '#domain';
import type { FaultInput } from '#emulator';
import type { FaultCase } from '../fault-case.ts';
import { share } from '../share.ts';

/** The ways in which a create goes wrong, before and after Twilio has taken the text. */
const KINDS: readonly FaultInput[] = [
  { kind: 'error', status: 429, code: 20429 },
  { kind: 'error', status: 500 },
  { kind: 'error', status: 500, accepted: true },
  { kind: 'timeout_before' },
  { kind: 'timeout_after' },
  { kind: 'close_before' },
  { kind: 'close_after' },
];
/** How many of all calls are to go wrong. */
const STRUCK = 0.2;
/** One family in ten opts out before she is invited; the others are. */
const ALMOST_ALL = 0.88;

/** Each rule is asked in turn, and only of calls that none before it has struck. */
function evenly(kinds: readonly FaultInput[]): FaultInput[] {
  const each = STRUCK / kinds.length;
  return kinds.map((kind, i) => ({ ...kind, probability: each / (1 - i * each) }));
}

/** A fifth of all calls to Twilio goes wrong, look-ups of what became of a text too. */
export const twilio: FaultCase = {
  name: 'twilio',
  families: { short: 50, long: 1_000 },
  harm: async (harm) => {
    const { twilio } = harm.scene;
    const lists: FaultInput[] = [
      { kind: 'error', status: 500, on: 'list' },
      { kind: 'timeout_before', on: 'list' },
    ];
    await twilio.faults([...evenly(KINDS), ...evenly(lists)]);
    await share(harm, ALMOST_ALL, 10 * SECOND);
    await twilio.clearFaults();
  },
};

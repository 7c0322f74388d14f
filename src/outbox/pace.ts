import { SECOND } from '#domain';
import type { Setting, Store } from '#storage';
import { GROUP } from './compose.ts';

/**
 * How much Twilio still has to send for us at the sender's rate. Twilio queues what comes faster; kept
 * under a minute, nothing that we sent in time is delivered at night.
 */
export type Pace = {
  /** Segments are handed to Twilio. */
  spend: (segments: number) => Promise<void>;
  /** As `spend`, for a single text: many of a moment are counted together, and nobody waits for it. */
  note: (segments: number) => void;
  /** Milliseconds of sending that Twilio still has before it. */
  backlog: () => Promise<number>;
  /** How many texts make a group: a second of the rate, but one at least. */
  perSecond: number;
};

const MOST_AHEAD = 45 * SECOND;
const KEY = 'pace';
const NOTED_MS = 100;
/** Whoever spends learns what all have spent; for so long that is not asked again. */
const KNOWN_FOR_MS = SECOND;

/** The pace of one sender at `segmentsPerSecond`, shared by all workers, by the database's clock. */
export function openPace(store: Pick<Store, 'settings'>, segmentsPerSecond: number): Pace {
  let known = { ahead: 0, at: Number.NEGATIVE_INFINITY };
  const spend = async (segments: number) => {
    const ms = Math.ceil((segments / segmentsPerSecond) * SECOND);
    const at = { $add: [{ $max: ['$at', '$$NOW'] }, ms] };
    const spent = await store.settings
      .findOneAndUpdate({ _id: KEY }, [{ $set: { at, value: '$$NOW' } }], {
        upsert: true,
        updatePipeline: true,
        returnDocument: 'after',
      })
      .lean<Setting>();
    if (spent) known = { ahead: Number(spent.at) - Number(spent.value), at: performance.now() };
  };
  let noted = 0;
  const spendNoted = () => {
    const segments = noted;
    noted = 0;
    // With MongoDB away, a few texts are not counted; the rate is Twilio's to keep.
    spend(segments).catch(() => {});
  };
  return {
    spend,
    note: (segments) => {
      if (noted === 0) setTimeout(spendNoted, NOTED_MS).unref();
      noted += segments;
    },
    backlog: async () => {
      const age = performance.now() - known.at;
      if (age < KNOWN_FOR_MS) return Math.max(0, known.ahead - age);
      const [found] = await store.settings.aggregate<{ ahead: number }>([
        { $match: { _id: KEY } },
        { $project: { ahead: { $subtract: ['$at', '$$NOW'] } } },
      ]);
      return Math.max(0, found?.ahead ?? 0);
    },
    perSecond: Math.max(1, Math.min(GROUP, Math.floor(segmentsPerSecond))),
  };
}

/** Milliseconds that bulk must wait before its next text; 0 when it may go. */
export async function waitForPace({ pace }: { pace: Pace }): Promise<number> {
  const ahead = await pace.backlog();
  return ahead > MOST_AHEAD ? ahead - MOST_AHEAD + SECOND / 2 : 0;
}

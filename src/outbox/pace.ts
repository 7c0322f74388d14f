import { SECOND } from '#domain';
import type { Store } from '#storage';

/**
 * How much Twilio still has to send for us at the sender's rate. Twilio queues what comes faster; kept
 * under a minute, nothing that we sent in time is delivered at night.
 */
export type Pace = {
  /** Segments were handed to Twilio. */
  spend: (segments: number) => Promise<void>;
  /** Milliseconds of sending that Twilio still has before it. */
  backlog: () => Promise<number>;
};

const MOST_AHEAD = 45 * SECOND;
const KEY = 'pace';

/** The pace of one sender at `segmentsPerSecond`, shared by all workers, by the database's clock. */
export function openPace(store: Pick<Store, 'settings'>, segmentsPerSecond: number): Pace {
  return {
    spend: async (segments) => {
      const ms = Math.ceil((segments / segmentsPerSecond) * SECOND);
      const at = { $add: [{ $max: ['$at', '$$NOW'] }, ms] };
      await store.settings.updateOne({ _id: KEY }, [{ $set: { at } }], {
        upsert: true,
        updatePipeline: true,
      });
    },
    backlog: async () => {
      const [found] = await store.settings.aggregate<{ ahead: number }>([
        { $match: { _id: KEY } },
        { $project: { ahead: { $subtract: ['$at', '$$NOW'] } } },
      ]);
      return Math.max(0, found?.ahead ?? 0);
    },
  };
}

/** Milliseconds that bulk must wait before its next text; 0 when it may go. */
export async function waitForPace({ pace }: { pace: Pace }): Promise<number> {
  const ahead = await pace.backlog();
  return ahead > MOST_AHEAD ? ahead - MOST_AHEAD + SECOND / 2 : 0;
}

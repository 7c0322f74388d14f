import { CHANNELS, type Channel, type Clock, type Message, MINUTE, SECOND } from '#domain';
import type { Setting, Store } from '#storage';
import { UNASKED } from './claim.ts';

/** A sender that rests: until when, and as which reason its texts wait. */
export type Hold = { until: Date; reason: HoldReason };

/** `sender_stopped`: nothing goes until the settings are right; the others hold back what nobody asked for. */
export type HoldReason = (typeof HOLD_REASONS)[number];

export const HOLD_REASONS = ['sender_stopped', 'day_limit', 'queue_full'] as const;

/** Which senders rest, for all processes: kept in MongoDB, known here within a second. */
export type Holds = {
  of: (text: Pick<Message, 'channel' | 'kind'>) => Hold | null;
  /** Lets a channel's sender rest until then, or longer if it rests already. */
  rest: (channel: Channel, until: Date, reason: HoldReason) => Promise<void>;
  /** Nothing goes by a channel whose settings Twilio refuses: for ten minutes, and longer each time after. */
  stop: (channel: Channel) => Promise<Date>;
  close: () => void;
};

type Value = { reason: HoldReason; times: number };
type Rest = Hold & { times: number };

const FIRST_STOP = 10 * MINUTE;
const LONGEST_STOP = 60 * MINUTE;

/** Opens the holds of all senders; `close` ends their rereading. */
export function openHolds(world: { store: Pick<Store, 'settings'>; clock: Clock }): Holds {
  const { store, clock } = world;
  const known = new Map<Channel, Rest>();
  const note = (channel: Channel, found: Setting | undefined | null) => {
    if (!found) return known.delete(channel);
    const { reason, times } = found.value as Value;
    return known.set(channel, { until: found.at, reason, times });
  };
  const reread = async () => {
    const found = await store.settings
      .find({ _id: { $in: CHANNELS.map(restKey) } })
      .lean<Setting[]>();
    for (const channel of CHANNELS)
      note(
        channel,
        found.find(({ _id }) => _id === restKey(channel)),
      );
  };
  const timer = setInterval(() => reread().catch(() => {}), SECOND);
  timer.unref();
  const write = async (channel: Channel, { until: at, reason, times }: Rest) => {
    const current = known.get(channel);
    const isRunning = current !== undefined && current.until > clock.now();
    // What stops all is not lifted by what holds back some.
    if (isRunning && current.reason === 'sender_stopped' && reason !== 'sender_stopped') return;
    if (isRunning && current.reason === reason && current.until >= at) return;
    const value: Value = { reason, times };
    await store.settings.updateOne({ _id: restKey(channel) }, { at, value }, { upsert: true });
    known.set(channel, { until: at, reason, times });
  };
  return {
    of: ({ channel, kind }) => {
      const hold = known.get(channel);
      if (!hold || hold.until <= clock.now()) return null;
      return hold.reason === 'sender_stopped' || UNASKED.includes(kind) ? hold : null;
    },
    rest: (channel, until, reason) => write(channel, { until, reason, times: 0 }),
    stop: async (channel) => {
      const before = known.get(channel);
      const now = clock.now().getTime();
      if (before?.reason === 'sender_stopped' && before.until.getTime() > now) return before.until;
      // Stopped again soon after it began to send anew: nothing has been put right.
      const again =
        before?.reason === 'sender_stopped' && now - Number(before.until) < LONGEST_STOP;
      const times = again ? before.times + 1 : 0;
      const until = new Date(now + Math.min(FIRST_STOP * 2 ** times, LONGEST_STOP));
      await write(channel, { until, reason: 'sender_stopped', times });
      return until;
    },
    close: () => clearInterval(timer),
  };
}

/** Under which name the rest of a channel's sender is stored. */
export function restKey(channel: Channel): string {
  return `hold:${channel}`;
}

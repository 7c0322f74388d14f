import type { Message, MessageKind } from '#domain';
import type { Hint } from '#queue';
import { REPLIES, UNASKED } from './claim.ts';
import { hintsFor } from './compose.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { lookUpAfterMs } from './look-up.ts';
import { waitForPace } from './pace.ts';

/** What the sweep hands on at once, so that a flood does not become one long list. */
const MOST = 500;

/**
 * Hints for every text that is due and every claim that must be looked up; none of it is lost without.
 * Replies are asked for by themselves: a broadcast of thousands is not before them.
 */
export async function dueTexts(
  world: Pick<DeliverWorld, 'store' | 'clock' | 'pace'> & { timeoutMs: number },
): Promise<Hint[]> {
  const { messages } = world.store;
  const now = world.clock.now();
  const due = (kinds: MessageKind[]) =>
    messages
      .find(
        { state: 'queued', kind: { $in: kinds }, dueAt: { $lte: now } },
        { contact: 1, kind: 1, state: 1, dueAt: 1 },
      )
      .sort({ dueAt: 1 })
      .limit(MOST)
      .lean<Pick<Message, '_id' | 'contact' | 'kind' | 'state' | 'dueAt'>[]>();
  const claimedBefore = new Date(world.clock.real().getTime() - lookUpAfterMs(world.timeoutMs));
  // While Twilio's queue for us is long enough, bulk waits; replies never do.
  const [replies, bulk, unfinished] = await Promise.all([
    due(REPLIES),
    waitForPace(world).then((ms) => (ms > 0 ? [] : due(UNASKED))),
    messages
      .find({ state: 'sending', claimedAt: { $lte: claimedBefore } }, { _id: 1 })
      // All that is under way, which is never much: an index of its own would be two writes more a text.
      .hint('one_sending')
      .limit(MOST)
      .lean<Pick<Message, '_id'>[]>(),
  ]);
  return [
    ...hintsFor([...replies, ...bulk], now),
    ...unfinished.map(({ _id }) => ({
      queue: 'due' as const,
      job: { what: 'lookup' as const, id: _id },
    })),
  ];
}

import type { Message, MessageKind } from '#domain';
import type { Hint } from '#queue';
import { queueFor } from './compose.ts';
import type { DeliverWorld } from './deliver.ts';
import { lookUpAfterMs } from './look-up.ts';
import { waitForPace } from './pace.ts';

/** What the sweep hands on at once, so that a flood does not become one long list. */
const MOST = 500;
const REPLIES: MessageKind[] = ['answer', 'fixed', 'staff'];

/** Hints for every text that is due and every claim that must be looked up; none of it is lost without. */
export async function dueTexts(
  world: Pick<DeliverWorld, 'store' | 'clock' | 'pace'> & { timeoutMs: number },
): Promise<Hint[]> {
  const { messages } = world.store;
  // While Twilio's queue for us is long enough, bulk waits; replies never do.
  const kinds = (await waitForPace(world)) > 0 ? { kind: { $in: REPLIES } } : {};
  const claimedBefore = new Date(world.clock.real().getTime() - lookUpAfterMs(world.timeoutMs));
  const [due, unfinished] = await Promise.all([
    messages
      .find(
        { state: 'queued', dueAt: { $lte: world.clock.now() }, ...kinds },
        { contact: 1, kind: 1 },
      )
      .sort({ dueAt: 1 })
      .limit(MOST)
      .lean<Pick<Message, '_id' | 'contact' | 'kind'>[]>(),
    messages
      .find({ state: 'sending', claimedAt: { $lte: claimedBefore } }, { _id: 1 })
      .limit(MOST)
      .lean<Pick<Message, '_id'>[]>(),
  ]);
  return [
    ...due.map(({ contact, kind }) => ({ queue: queueFor(kind), job: { contact } })),
    ...unfinished.map(({ _id }) => ({
      queue: 'due' as const,
      job: { what: 'lookup' as const, id: _id },
    })),
  ];
}

import type { StageName } from '#domain';
import type { TwilioMessage } from '#emulator';
import type { Parts } from './start-parts.ts';
import { until } from './until.ts';

/**
 * Waits until nothing is under way any more: every message answered, every change acted on, every batch sent,
 * every text on its phone. Gives all messages Twilio has, oldest first.
 */
export async function settle(parts: Parts): Promise<TwilioMessage[]> {
  let messages: TwilioMessage[] = [];
  await until('nothing is under way any more', async () => {
    if (await isUnderWay(parts)) return false;
    messages = await parts.twilio.messages();
    return messages.every(({ status }) => ARRIVED.has(status));
  });
  return messages;
}

const ARRIVED = new Set(['received', 'delivered', 'undelivered', 'failed', 'canceled', 'read']);

/** Asks in the order in which one thing makes the next, so that nothing slips through between two looks. */
async function isUnderWay({ store, clock }: Parts): Promise<boolean> {
  return Boolean(
    (await store.inbound.exists({ handled: false })) ||
      (await store.changes.exists({ pending: true })) ||
      (await store.broadcasts.exists({ running: true })) ||
      (await store.messages.exists({
        $or: [{ state: 'queued', dueAt: { $lte: clock.now() } }, { state: 'sending' }],
      })),
  );
}

/** Waits until the reminder plan has begun a stage by itself, and all of it is on the phones. */
export async function settleStage(parts: Parts, stage: StageName): Promise<TwilioMessage[]> {
  const begun = async () => (await parts.store.broadcasts.exists({ stage })) !== null;
  await until(`the plan begins ${stage}`, begun);
  return settle(parts);
}

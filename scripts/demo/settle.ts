import type { StageName } from '#domain';
import type { TwilioMessage } from '#emulator';
import type { Parts } from './start-parts.ts';
import { until } from './until.ts';

const ARRIVED = new Set(['received', 'delivered', 'undelivered', 'failed', 'canceled', 'read']);

/**
 * Waits until nothing is under way any more: every message answered, every silence noted, every batch sent,
 * every text on its phone. Gives all messages Twilio has, oldest first.
 */
export async function settle(parts: Parts): Promise<TwilioMessage[]> {
  let messages: TwilioMessage[] = [];
  await until(async () => {
    const working = await underWay(parts);
    if (working) return working;
    messages = await parts.twilio.messages();
    return messages.every(({ status }) => ARRIVED.has(status)) ? null : 'a text is not delivered';
  });
  return messages;
}

/**
 * What the program still has to do now, or null. Asked in the order in which one thing makes the next, so that
 * nothing slips through between two looks.
 */
async function underWay({ store, clock }: Parts): Promise<string | null> {
  const due = { $lte: clock.now() };
  if (await store.inbound.exists({ handled: false })) return 'a message is not answered';
  if (await store.conversations.exists({ open: true, dueAt: due })) return 'a silence is not noted';
  if (await store.rsvps.exists({ state: 'offered', offerUntil: due }))
    return 'an offer is not over';
  if (await store.changes.exists({ pending: true })) return 'a change is not acted on';
  if (await store.broadcasts.exists({ running: true })) return 'a broadcast is not over';
  const waiting = {
    $or: [{ state: 'queued' as const, dueAt: due }, { state: 'sending' as const }],
  };
  return (await store.messages.exists(waiting)) ? 'a text is not sent' : null;
}

/** Waits until the reminder plan has begun a stage by itself, and all of it is on the phones. */
export async function settleStage(parts: Parts, stage: StageName): Promise<TwilioMessage[]> {
  await until(async () => {
    const begun = await parts.store.broadcasts.exists({ stage });
    return begun ? null : `the plan has not begun ${stage}`;
  });
  return settle(parts);
}

import type { Listed, MessageChannel } from '#channels';
import { MINUTE } from '#domain';
import type { Setting, Store } from '#storage';
import { type InboxWorld, recordInbound } from './record-inbound.ts';

export type ReconcileWorld = InboxWorld & { store: Store; channel: MessageChannel };

const KEY = 'reconciled';
/** How far each reconcile looks back behind the last: Twilio's own retries end well within it. */
const OVERLAP = 15 * MINUTE;

/**
 * Lists at Twilio what came to our numbers since the last reconcile and records what is missing, through
 * the same door as a webhook. Before the first one nothing of ours can be missing, so it only sets the mark.
 * @returns how many messages were missing
 * @throws ChannelError if Twilio does not answer; the mark stays where it was
 */
export async function reconcile(world: ReconcileWorld): Promise<number> {
  const startedAt = world.clock.real();
  const mark = await world.store.settings.findById(KEY).lean<Setting>();
  const since = new Date((mark?.at ?? startedAt).getTime() - (mark ? OVERLAP : 0));
  const listed = await world.channel.listReceived(since);
  const ids = listed.map((message) => message.providerId);
  const known = new Set(
    await world.store.inbound.distinct('providerId', { providerId: { $in: ids } }),
  );
  const missing = listed.filter((m) => !known.has(m.providerId) && m.createdAt >= since);
  // Listed newest first; families' messages are to be taken in the order they were written.
  for (const message of missing.reverse()) await recordMissing(world, message);
  if (missing.length > 0)
    world.log.warn({ count: missing.length }, 'messages were missing and are recorded');
  await world.store.settings.updateOne({ _id: KEY }, { $set: { at: startedAt } }, { upsert: true });
  return missing.length;
}

async function recordMissing(world: ReconcileWorld, message: Listed): Promise<void> {
  const now = world.clock.now().getTime();
  const moved = now - world.clock.real().getTime();
  await recordInbound(
    world,
    {
      providerId: message.providerId,
      accountSid: '',
      channel: message.channel,
      phone: message.phone,
      to: message.to,
      body: message.body,
      mediaTypes: Array.from({ length: message.mediaCount }, () => 'unknown'),
      button: null,
      repliedTo: null,
      optOutType: null,
    },
    'reconcile',
    // A Twilio whose clock is moved as ours is (on this machine) must not bring messages from the future.
    new Date(Math.min(message.createdAt.getTime() + moved, now)),
  );
}

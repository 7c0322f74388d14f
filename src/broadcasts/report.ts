import { type Clock, type Message, RECEIPT_WITHIN, SETTLED } from '#domain';
import { REPLACED } from '#outbox';
import type { Store } from '#storage';

/** What was sent about a workshop, and what the gate or an opt-out held back, by reason. */
export type SendingReport = {
  invited: number;
  optedOut: number;
  remindersSent: number;
  /** Texts that Twilio took more than a day ago and of which it has never said what became. */
  undelivered: number;
  withheld: Record<string, number>;
};

type Counted = Pick<
  Message,
  '_id' | 'contact' | 'stage' | 'state' | 'reason' | 'providerStatus' | 'sentAt'
>;

const REMINDERS = ['reminder_3d', 'reminder_1d', 'morning_of'];

/**
 * Counts what the reminder plan and its coordinators sent about a workshop; broadcasts that speak of it have
 * reports of their own. `invited` counts families to whom an invitation went or is to go; `optedOut` those
 * of the invited who said stop since.
 */
export async function sendingReport(
  world: { store: Pick<Store, 'messages' | 'contacts'>; clock: Clock },
  workshop: string,
): Promise<SendingReport> {
  const messages = await world.store.messages
    .find({
      $or: [{ 'about.workshop': workshop }, { 'also.workshop': workshop }],
      stage: { $type: 'string' },
      broadcast: null,
    })
    .select({ contact: 1, stage: 1, state: 1, reason: 1, providerStatus: 1, sentAt: 1 })
    .lean<Counted[]>();
  const invitations = messages.filter((m) => m.stage === 'invitation');
  const reached = invitations.filter((m) => ['queued', 'sending', 'sent'].includes(m.state));
  const invited = new Set(reached.map((m) => m.contact));
  const everInvited = [...new Set(invitations.map((m) => m.contact))];
  const optedOut = await world.store.contacts.countDocuments({
    _id: { $in: everInvited },
    'consent.optedOutAt': { $ne: null },
  });
  const withheld: Record<string, number> = {};
  for (const { state, reason } of messages) {
    if (state !== 'withheld' && state !== 'cancelled') continue;
    const key = reason ?? 'unknown';
    withheld[key] = (withheld[key] ?? 0) + 1;
  }
  const reminders = messages.filter(
    (m) => REMINDERS.includes(m.stage ?? '') && m.state === 'sent' && m.reason !== REPLACED,
  );
  const silentSince = world.clock.now().getTime() - RECEIPT_WITHIN;
  const undelivered = messages.filter((m) => isSilent(m, silentSince)).length;
  const remindersSent = reminders.length;
  return { invited: invited.size, optedOut, remindersSent, undelivered, withheld };
}

/** Taken before `since`, and nothing was heard of it since. */
function isSilent({ state, providerStatus, sentAt }: Counted, since: number): boolean {
  if (state !== 'sent' || !sentAt || sentAt.getTime() > since) return false;
  return providerStatus === null || !SETTLED.includes(providerStatus);
}

import {
  type Clock,
  type Contact,
  DAY,
  type Message,
  NOT_BROUGHT,
  type ProviderStatus,
} from '#domain';
import type { Store } from '#storage';

/** All texts of a broadcast of one's own, or all about a workshop. */
export type Texts = { broadcast: string } | { workshop: string };

type Last = Pick<
  Message,
  'stage' | 'channel' | 'state' | 'sentAt' | 'providerStatus' | 'errorCode'
>;

/** A family whose last of these texts has not come to her. */
export type NotReached = {
  contact: Contact;
  text: Last;
  /** The provider's code or word for it; `no_receipt` where a day has passed and nothing was heard. */
  why: string;
};

const ARRIVED: ProviderStatus[] = ['delivered', 'read'];

/**
 * Families that the last of these texts has not reached: Twilio refused it, the carrier could not bring it, or
 * nothing was heard of it for a day. What was held back by us is in the reports, with its reason.
 */
export async function notReached(
  { store, clock }: { store: Pick<Store, 'messages'>; clock: Clock },
  texts: Texts,
): Promise<NotReached[]> {
  const which =
    'broadcast' in texts ? { broadcast: texts.broadcast } : { 'about.workshop': texts.workshop };
  const kept = Object.fromEntries(FIELDS.map((name) => [name, `$${name}`]));
  const rows = await store.messages.aggregate<{ text: Last; contact: Contact }>([
    { $match: { ...which, state: { $in: ['sent', 'failed'] } } },
    { $sort: { createdAt: 1, _id: 1 } },
    { $group: { _id: '$contact', text: { $last: kept } } },
    { $match: { $or: lost(clock.now()) } },
    { $lookup: { from: 'contacts', localField: '_id', foreignField: '_id', as: 'contact' } },
    { $unwind: '$contact' },
    { $sort: { 'text.sentAt': 1, _id: 1 } },
  ]);
  return rows.map(({ contact, text }) => ({ contact, text, why: whyOf(text) }));
}

const FIELDS: (keyof Last)[] = [
  'stage',
  'channel',
  'state',
  'sentAt',
  'providerStatus',
  'errorCode',
];

function lost(now: Date) {
  return [
    { 'text.state': 'failed' },
    { 'text.providerStatus': { $in: NOT_BROUGHT } },
    {
      'text.providerStatus': { $nin: ARRIVED },
      'text.sentAt': { $lte: new Date(now.getTime() - DAY) },
    },
  ];
}

function whyOf({ state, providerStatus, errorCode }: Last): string {
  if (state === 'failed' || (providerStatus && NOT_BROUGHT.includes(providerStatus)))
    return errorCode ?? providerStatus ?? 'failed';
  return 'no_receipt';
}

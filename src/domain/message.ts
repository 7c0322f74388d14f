import { DAY } from './clock.ts';
import type { ConsentScope } from './consent.ts';
import type { Channel, Language } from './contact.ts';
import type { RsvpState } from './rsvp.ts';
import type { MessageTemplate } from './template.ts';

/** What a text is to the one who gets it; the gate treats each kind by its own rules (design §5). */
export type MessageKind = 'answer' | 'fixed' | 'notice' | 'proactive' | 'staff';

/** Why a text was not sent: each is stored with the text and counted in reports. */
export type WithheldReason =
  | 'no_consent'
  | 'opted_out'
  | 'suspended'
  | 'carrier_blocked'
  | 'number_dead'
  | 'stale'
  | 'hours'
  | 'cap'
  | 'monthly_limit'
  | 'window'
  | 'no_sender'
  | 'unreviewed'
  | 'answering'
  | 'stopped'
  | 'sender_stopped'
  | 'day_limit'
  | 'queue_full'
  | 'remade';

/**
 * `queued` waits for its time; `sending` is claimed by one worker; `sent` has the provider's id; `failed`
 * was refused by the provider; `withheld` by our gate; `cancelled` by an opt-out, a cancelled workshop or
 * whoever stopped its broadcast; `held` while its broadcast is paused.
 */
export type MessageState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'failed'
  | 'withheld'
  | 'cancelled'
  | 'held';

/**
 * Within which hours a text may go: `usual`; `hard` for what would come too late otherwise and for the
 * morning-of; `urgent` for a change on the day itself that a named person confirmed; `any` for replies.
 */
export type MessageHours = 'usual' | 'hard' | 'urgent' | 'any';

/** What a text speaks of: it is true only while the workshop starts then and the RSVP stands so. */
export type MessageAbout = {
  workshop: string;
  startsAt: Date;
  states: RsvpState[];
  /** True for the news of a cancellation itself, which a cancelled workshop does not make stale. */
  cancelled?: boolean;
  /** It does not say when the workshop is: whoever has read it knows no date from it. */
  undated?: boolean;
};

/** A button below a text on WhatsApp: what is on it, and what a tap on it tells us, which nobody sees. */
export type Button = { title: string; id: string };

/** One outgoing text, from the moment it is decided until its last receipt. */
export type Message = {
  _id: string;
  /** Unique: why this text exists, so that whatever is retried stores one. */
  cause: string;
  contact: string;
  channel: Channel;
  language: Language;
  kind: MessageKind;
  scope: ConsentScope;
  body: string;
  /**
   * What goes with it, or alone: a recording, as a path below our public address, or a picture, as a whole
   * https address; null for none.
   */
  media?: string | null;
  /** Buttons that go with it, on WhatsApp; null for none. */
  buttons?: Button[] | null;
  /** How it is said on WhatsApp outside the 24 hours; null where it was not needed, or is not to be had. */
  template?: MessageTemplate | null;
  /** What it costs, in segments of SMS. */
  segments: number;
  about: MessageAbout | null;
  /** The other workshops of a list of invitations, each of which it speaks of as it does of `about`. */
  also?: MessageAbout[] | null;
  /** Reminder stage or name of the broadcast that made it, for reports. */
  stage: string | null;
  /** The programme's own broadcast it belongs to, and the school it went to her for; none for all others. */
  broadcast?: string | null;
  site?: string | null;
  /** Its broadcast was paused or stopped while it was under way: what it becomes if it must go again. */
  halt?: 'held' | 'cancelled' | null;
  /** An opt-out's one confirmation or the answer to HELP may go to who opted out. */
  allowedAfterOptOut: boolean;
  hours: MessageHours;
  /** It says who we are, how often we write, and how to stop: what a person's first text must say. */
  identifies: boolean;
  state: MessageState;
  reason: WithheldReason | string | null;
  dueAt: Date;
  validUntil: Date;
  claimedAt: Date | null;
  /** Whose claim it is, for a text taken in a group: several workers may claim in one millisecond. */
  claim: string | null;
  attempts: number;
  /** How often it was made anew because Twilio did not bring it. */
  resends?: number;
  /** It goes on another channel than it was meant for, since that one does not reach her: it does so once. */
  otherWay?: boolean;
  providerId: string | null;
  providerStatus: ProviderStatus | null;
  errorCode: string | null;
  createdAt: Date;
  sentAt: Date | null;
};

/** Everything a text speaks of: a list of invitations of several workshops. */
export function aboutAll({ about, also }: Pick<Message, 'about' | 'also'>): MessageAbout[] {
  return [...(about ? [about] : []), ...(also ?? [])];
}

/** Twilio's words for how far a message has come (docs: status callbacks). */
export type ProviderStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'read';

const RANK: Record<ProviderStatus, number> = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  canceled: 4,
  failed: 4,
  undelivered: 4,
  delivered: 5,
  read: 6,
};

/** How far a status is along the way; receipts come in any order and never lower it. */
export function statusRank(status: ProviderStatus): number {
  return RANK[status];
}

/** How long a receipt may take; what was not brought, nor refused, by then counts as undelivered. */
export const RECEIPT_WITHIN = DAY;

/** Statuses after which nothing more is to be heard of whether a text arrived. */
export const SETTLED: readonly ProviderStatus[] = [
  'delivered',
  'read',
  'undelivered',
  'failed',
  'canceled',
];

/** Statuses of a text that never came to her, and will not. */
export const NOT_BROUGHT: ProviderStatus[] = ['failed', 'undelivered', 'canceled'];

/** Whether a word of Twilio's is a status we know; new ones may come without notice and are ignored. */
export function isProviderStatus(word: string): word is ProviderStatus {
  return Object.hasOwn(RANK, word);
}

import type { Channel, Contact } from './contact.ts';

/** What an operator approved at Meta through Twilio for one stage and language (twilio.md §4). */
export type Template = {
  /** Twilio's name for it, `HX…`. */
  contentSid: string;
  category: 'UTILITY' | 'MARKETING';
  /** What each numbered variable says, as a text with values: `{{startsAt, longDate}}`. */
  variables: Record<string, string>;
  /** The error by which Twilio or Meta stopped it; null until it is loaded anew or that never happened. */
  stopped: string | null;
};

/** The stages of texts that a template may be for: those of the plan, its news, and a person's own sendings. */
export const TEMPLATE_STAGES = [
  'invitation',
  'nudge',
  'reminder_3d',
  'reminder_1d',
  'morning_of',
  'moved',
  'cancelled',
  'seat_offer',
  'offer_lapsed',
  'thanks',
  'broadcast',
  'answer',
] as const;

/** A template as one text says it. */
export type MessageTemplate = {
  contentSid: string;
  variables: Record<string, string>;
  /** WhatsApp took it for outside the 24 hours, whatever we thought. */
  must?: boolean;
};

/**
 * The channel on which somebody is written to who has not just written: SMS where +1 is dialled, which reaches
 * every phone at any time, or WhatsApp where SMS is known not to and she has written there; abroad WhatsApp.
 */
export function channelFor({
  phone,
  numberDead,
  lastInbound,
}: Pick<Contact, 'phone' | 'numberDead' | 'lastInbound'>): Channel {
  if (!phone.startsWith('+1')) return 'whatsapp';
  return numberDead && lastInbound.whatsapp ? 'whatsapp' : 'sms';
}

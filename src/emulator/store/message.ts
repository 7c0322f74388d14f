import { randomBytes } from 'node:crypto';
import type { MessageFaults } from '../faults.ts';

/** Twilio's words for where a message stands. */
export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'read'
  | 'received';

export type Media = { url: string; contentType: string };

/** One message as the emulator keeps it. Addresses carry `whatsapp:` where they go that way; dates are ISO. */
export type TwilioMessage = {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  /** Null until a Messaging Service has chosen its sender. */
  from: string | null;
  to: string;
  body: string;
  media: Media[];
  /** What can be tapped below it. */
  buttons: { title: string; id: string }[];
  segments: number;
  status: MessageStatus;
  errorCode: number | null;
  messagingServiceSid: string | null;
  statusCallback: string | null;
  /** Seconds it may wait in the queue. */
  validityPeriod: number;
  sendAt: string | null;
  /** An approved template, which may open a WhatsApp conversation. */
  template: boolean;
  /** What Meta will say to that template for this family; null or none where it delivers it. */
  templateError?: number | null;
  /** Twilio's own answer to STOP, START or HELP; goes out whatever is blocked. */
  automatic: boolean;
  faults: MessageFaults | null;
  /** Real time, as Twilio shows it. */
  dateCreated: string;
  dateUpdated: string;
  dateSent: string | null;
  /** The same in moved time, which is what a family would see on the phone. */
  createdAtClock: string;
  sentAtClock: string | null;
  deliveredAtClock: string | null;
  /** What an inbound message's webhook carried, so that it can be repeated. */
  webhookParams: Record<string, string> | null;
  /** What became of that webhook: the last answer's status (null: none came) after so many attempts, and when. */
  webhook: { status: number | null; attempts: number; endedAt: string } | null;
};

/** A new sid: SM for a text, MM with media. */
export function newMessageSid(hasMedia: boolean): string {
  return `${hasMedia ? 'MM' : 'SM'}${randomBytes(16).toString('hex')}`;
}

/** Whether an address goes by WhatsApp. */
export function isWhatsApp(address: string): boolean {
  return address.startsWith('whatsapp:');
}

/** The phone number of an address, without `whatsapp:`. */
export function phoneOf(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

const OVER: ReadonlySet<MessageStatus> = new Set([
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'read',
  'received',
]);

/** Whether a message has come as far as it will (a read receipt may still follow). */
export function isOver(status: MessageStatus): boolean {
  return OVER.has(status);
}

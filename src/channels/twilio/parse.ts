import { z } from 'zod';
import { type Channel, isProviderStatus, type ProviderStatus, phoneOfAddress } from '#domain';
import type { FormParameters } from './verify.ts';

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

const word = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string());
const optional = word.optional();

const InboundForm = z.looseObject({
  MessageSid: word.pipe(z.string().regex(MESSAGE_SID)),
  AccountSid: word,
  From: word.pipe(z.string().min(1).max(200)),
  To: word.default(''),
  Body: optional,
  ButtonText: optional,
  NumMedia: optional,
  ButtonPayload: optional,
  ListId: optional,
  OriginalRepliedMessageSid: optional,
  OptOutType: optional,
});

const StatusForm = z.looseObject({
  MessageSid: word.pipe(z.string().regex(MESSAGE_SID)),
  AccountSid: word,
  MessageStatus: word.optional(),
  SmsStatus: word.optional(),
  ErrorCode: optional,
});

/** A family's message as the webhook brought it. */
export type ReceivedText = {
  providerId: string;
  accountSid: string;
  channel: Channel;
  /** E.164; null where it came from no phone (a short code, a sender's name). */
  phone: string | null;
  to: string;
  body: string;
  mediaTypes: string[];
  button: string | null;
  repliedTo: string | null;
  optOutType: 'START' | 'STOP' | 'HELP' | null;
};

/** A receipt for one of our texts. `status` null: a word of Twilio's that we do not know. */
export type Receipt = {
  providerId: string;
  accountSid: string;
  status: ProviderStatus | null;
  errorCode: string | null;
};

/** Reads an incoming message's form; null where it is not one (twilio.com/docs/messaging/guides/webhook-request). */
export function parseInbound(form: FormParameters): ReceivedText | null {
  const parsed = InboundForm.safeParse(form);
  if (!parsed.success) return null;
  const fields = parsed.data;
  const sender = phoneOfAddress(fields.From);
  return {
    providerId: fields.MessageSid,
    accountSid: fields.AccountSid,
    channel: fields.From.startsWith('whatsapp:') ? 'whatsapp' : 'sms',
    phone: sender?.phone ?? null,
    to: fields.To,
    // Twilio repeats the words on a tapped button as the body.
    body: fields.Body || (fields.ButtonText ?? ''),
    mediaTypes: mediaTypesOf(fields),
    button: fields.ButtonPayload ?? fields.ListId ?? null,
    repliedTo: fields.OriginalRepliedMessageSid ?? null,
    optOutType: optOutTypeOf(fields.OptOutType),
  };
}

/** Reads a status callback's form; null where it is not one. */
export function parseReceipt(form: FormParameters): Receipt | null {
  const parsed = StatusForm.safeParse(form);
  if (!parsed.success) return null;
  const status = parsed.data.MessageStatus ?? parsed.data.SmsStatus;
  if (status === undefined) return null;
  return {
    providerId: parsed.data.MessageSid,
    accountSid: parsed.data.AccountSid,
    status: isProviderStatus(status) ? status : null,
    errorCode: parsed.data.ErrorCode || null,
  };
}

function mediaTypesOf(
  fields: Record<string, unknown> & { NumMedia?: string | undefined },
): string[] {
  const count = Math.min(Number(fields.NumMedia) || 0, 10);
  return Array.from({ length: count }, (_, i) =>
    String(fields[`MediaContentType${i}`] ?? 'unknown'),
  );
}

function optOutTypeOf(type: string | undefined): ReceivedText['optOutType'] {
  return type === 'START' || type === 'STOP' || type === 'HELP' ? type : null;
}

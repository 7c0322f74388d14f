import type { Clock } from '#domain';
import type { Carrier } from '../send/carrier.ts';
import { blank, messageFromReply, segmentsOf } from '../send/new-outbound.ts';
import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp, newMessageSid, type TwilioMessage } from '../store/message.ts';
import type { Store } from '../store/store.ts';
import type { Posted, Poster } from '../webhook/poster.ts';
import { twimlMessages } from '../webhook/twiml.ts';
import type { InboundForm, InboundOutcome, RawWebhook } from './inbound-form.ts';
import { inboundParams } from './inbound-params.ts';
import { applyOptOut } from './opt-out.ts';

export type ReceiveParts = {
  settings: EmulatorSettings;
  clock: Clock;
  store: Store;
  poster: Poster;
  carrier: Carrier;
};

/**
 * Takes a message from a phone: stores it, does what Twilio does of itself with STOP, START and HELP, posts
 * the webhook, and sends what its TwiML answers. A sid that is known already is the same message once more:
 * the webhook repeats word for word and nothing else happens.
 */
export async function receive(form: InboundForm, parts: ReceiveParts): Promise<InboundOutcome> {
  const { settings, store, carrier } = parts;
  const known = form.sid ? store.messages.get(form.sid) : undefined;
  if (known?.webhookParams) return deliver(known.sid, known.webhookParams, parts);
  const message = newInbound(form, parts);
  const pair = { ours: message.to, theirs: message.from! };
  const effect = applyOptOut({ ...pair, body: message.body }, parts);
  const webhookParams = inboundParams(message, form, effect, settings);
  store.put({ ...message, webhookParams });
  if (effect.reply !== null) {
    const reply = { from: pair.ours, to: pair.theirs, body: effect.reply, automatic: true };
    sendReply(messageFromReply(reply, parts), { store, carrier });
  }
  if (!form.webhook) return { sid: message.sid, status: null, attempts: 0 };
  return deliver(message.sid, webhookParams, parts);
}

/** Posts a webhook made by hand, to show what a wrong, repeated or forged request does. */
export async function receiveRaw(raw: RawWebhook, parts: ReceiveParts): Promise<InboundOutcome> {
  const url = raw.url ?? parts.settings.webhookUrl;
  const sid = [raw.params.MessageSid ?? ''].flat()[0] ?? '';
  if (!url) return { sid, status: null, attempts: 0 };
  const { last, attempts } = await parts.poster.post(url, raw.params, raw.signature);
  return { sid, status: last.status, attempts };
}

async function deliver(
  sid: string,
  params: Record<string, string>,
  parts: ReceiveParts,
): Promise<InboundOutcome> {
  const { settings, poster, store } = parts;
  if (!settings.webhookUrl) return { sid, status: null, attempts: 0 };
  const posted = await poster.post(settings.webhookUrl, params);
  for (const body of repliesIn(posted)) {
    const reply = { from: params.To!, to: params.From!, body, automatic: false };
    sendReply(messageFromReply(reply, parts), parts);
  }
  const outcome = { status: posted.last.status, attempts: posted.attempts };
  const endedAt = parts.clock.real().toISOString();
  if (store.messages.has(sid)) store.change(sid, { webhook: { ...outcome, endedAt } });
  return { sid, ...outcome };
}

function repliesIn({ last }: Posted): string[] {
  const isXml = /\b(text|application)\/xml\b/.test(last.contentType);
  return isXml && last.failure === null ? twimlMessages(last.body) : [];
}

function sendReply(
  message: TwilioMessage,
  { store, carrier }: Pick<ReceiveParts, 'store' | 'carrier'>,
): void {
  store.put(message);
  carrier.carry(message);
}

function newInbound(form: InboundForm, { settings, clock }: ReceiveParts): TwilioMessage {
  const whatsapp = isWhatsApp(form.from);
  const ours = whatsapp ? (settings.whatsappFrom ?? `whatsapp:${settings.from}`) : settings.from;
  const real = clock.real().toISOString();
  return {
    ...blank(clock),
    sid: form.sid ?? newMessageSid(form.media.length > 0),
    direction: 'inbound',
    from: form.from,
    to: form.to ?? ours,
    body: form.body || (form.buttonText ?? ''),
    media: form.media,
    segments: segmentsOf(form.from, form.body),
    status: 'received',
    messagingServiceSid: whatsapp ? null : settings.messagingServiceSid,
    dateSent: real,
  };
}

import twilio from 'twilio';
import {
  addressOf,
  type Channel,
  ChannelError,
  isProviderStatus,
  MINUTE,
  phoneOfAddress,
} from '#domain';
import type { Accepted, Listed, MessageChannel, Outgoing } from '../channel.ts';
import { classOfError } from './errors.ts';

/** The account, who the texts are from, and where receipts are to go. */
export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  messagingServiceSid: string | null;
  from: string | null;
  /** E.164, without `whatsapp:`. */
  whatsappFrom: string | null;
  /** The Content that shows so many buttons below a text, by their number; none: they are numbered. */
  buttonContents?: Readonly<Record<number, string | null>>;
  /** Another origin for Twilio's REST API; null for the real one. */
  apiUrl: string | null;
  publicUrl: string;
  timeoutMs: number;
};

/** How much one reconcile reads; far more than five minutes bring, short of a flood. */
const MOST_RECEIVED = 5_000;
const CLOCKS_AGREE_WITHIN = 2 * MINUTE;

/** Twilio as a channel of texts by SMS and WhatsApp (SDK twilio 6). */
export function openTwilio(settings: TwilioSettings): MessageChannel {
  const client = twilio(settings.accountSid, settings.authToken, {
    timeout: settings.timeoutMs,
    keepAlive: true,
    maxSockets: 50,
  });
  // The SDK has no option for it, and `edge` or `region` would rewrite the host (tried with 6.0.2).
  if (settings.apiUrl) client.api.baseUrl = settings.apiUrl;
  return {
    canSend: (channel) => senderOf(settings, channel) !== null,
    canOfferButtons: (count) => Boolean(settings.buttonContents?.[count]),
    send: (text) => send(client, settings, text),
    listSent: async (channel, phone, since) => {
      // Not filtered by DateSent: a text that Twilio has queued has none yet, and would not be found.
      const found = await listed(client, { to: addressOf(channel, phone) }, 50);
      const ours = found.filter((m) => m.direction === 'outbound-api' && m.dateCreated >= since);
      return ours.map(listedOf('to'));
    },
    listReceived: async (since) => {
      const numbers = [settings.from, settings.whatsappFrom && `whatsapp:${settings.whatsappFrom}`];
      const to = settings.messagingServiceSid ? [undefined] : numbers.filter((n) => n !== null);
      const dateSentAfter = new Date(since.getTime() - CLOCKS_AGREE_WITHIN);
      const lists = to.map((number) =>
        listed(client, { ...(number ? { to: number } : {}), dateSentAfter }, MOST_RECEIVED),
      );
      const found = (await Promise.all(lists)).flat();
      return found.filter((m) => m.direction === 'inbound').map(listedOf('from'));
    },
  };
}

type Client = ReturnType<typeof twilio>;
type Instance = Awaited<ReturnType<Client['messages']['list']>>[number];

function senderOf(settings: TwilioSettings, channel: Channel) {
  if (channel === 'whatsapp') {
    return settings.whatsappFrom ? { from: `whatsapp:${settings.whatsappFrom}` } : null;
  }
  if (settings.messagingServiceSid) return { messagingServiceSid: settings.messagingServiceSid };
  return settings.from ? { from: settings.from } : null;
}

async function send(client: Client, settings: TwilioSettings, text: Outgoing): Promise<Accepted> {
  const sender = senderOf(settings, text.channel);
  if (!sender) throw new ChannelError('no_sender', false);
  try {
    const made = await client.messages.create({
      ...sender,
      to: addressOf(text.channel, text.phone),
      ...contentOf(settings, text),
      statusCallback: `${settings.publicUrl}/webhooks/twilio/status?m=${text.messageId}`,
      // 1 to 36,000 seconds (Twilio's OpenAPI).
      validityPeriod: Math.min(36_000, Math.max(1, Math.floor(text.validForSeconds))),
    });
    return { providerId: made.sid, status: isProviderStatus(made.status) ? made.status : 'queued' };
  } catch (error) {
    throw channelErrorOf(error);
  }
}

/** Where Twilio fetches a file: below our address, or, of a whole one, there. */
function mediaAddress({ publicUrl }: TwilioSettings, media: string): string {
  return media.startsWith('https://') ? media : publicUrl + media;
}

/**
 * What a text says, as Twilio takes it: with buttons, a Content made beforehand for their number, and the
 * words as its variables (Twilio docs: `twilio/quick-reply`, which needs no approval within 24 hours of her
 * message); else the words themselves, and what can be heard.
 */
function contentOf(settings: TwilioSettings, { body, media, buttons }: Outgoing) {
  const contentSid = buttons && settings.buttonContents?.[buttons.length];
  if (buttons && contentSid) {
    const words = [body, ...buttons.flatMap(({ title, id }) => [title, id])];
    const variables = Object.fromEntries(words.map((word, i) => [String(i + 1), word]));
    return { contentSid, contentVariables: JSON.stringify(variables) };
  }
  return {
    ...(body === '' ? {} : { body }),
    ...(media === null ? {} : { mediaUrl: [mediaAddress(settings, media)] }),
  };
}

/** Only an answer that says no is a no: after a lost answer or a 5xx the text may have been accepted. */
function channelErrorOf(error: unknown): ChannelError {
  if (!(error instanceof twilio.RestException)) return new ChannelError('network', true, true);
  const code = String(error.code ?? error.status);
  const kind = classOfError(code);
  if (error.status === 429 || code === '20429') return new ChannelError('20429', true);
  if (error.status >= 500) return new ChannelError(code, true, true);
  return new ChannelError(
    code,
    kind === 'retry' || kind === 'operator',
    kind === 'unknown_outcome',
  );
}

async function listed(
  client: Client,
  query: { to?: string; dateSentAfter?: Date },
  limit: number,
): Promise<Instance[]> {
  try {
    return await client.messages.list({ ...query, limit, pageSize: Math.min(limit, 200) });
  } catch (error) {
    throw channelErrorOf(error);
  }
}

function listedOf(side: 'to' | 'from') {
  return (message: Instance): Listed => {
    const address = phoneOfAddress(message[side]);
    return {
      providerId: message.sid,
      channel: message[side].startsWith('whatsapp:') ? 'whatsapp' : 'sms',
      phone: address?.phone ?? null,
      to: message.to,
      body: message.body ?? '',
      mediaCount: Number(message.numMedia) || 0,
      createdAt: message.dateCreated,
      status: message.status,
    };
  };
}

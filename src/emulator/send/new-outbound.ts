import { type Clock, countSegments, smartEncode } from '#domain';
import type { CreateForm } from '../api/create-form.ts';
import type { MessageFaults } from '../faults.ts';
import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp, newMessageSid, type TwilioMessage } from '../store/message.ts';
import { templateError } from './template-error.ts';

type Parts = { settings: EmulatorSettings; clock: Clock };

/** The message that an accepted create makes, in its first state: scheduled, accepted or queued. */
export function messageFromCreate(
  form: CreateForm,
  faults: MessageFaults | null,
  parts: Parts,
): TwilioMessage {
  const shown = form.ContentSid ? renderContent(form, parts.settings) : null;
  const text = shown?.body ?? form.Body;
  const body = form.SmartEncoded === 'true' && !isWhatsApp(form.To) ? smartEncode(text) : text;
  const media = form.MediaUrl.map((url) => ({ url, contentType: contentTypeOf(url) }));
  return {
    ...blank(parts.clock),
    sid: newMessageSid(media.length > 0),
    direction: 'outbound-api',
    from: form.From || null,
    to: form.To,
    body,
    media,
    buttons: shown?.buttons ?? [],
    segments: segmentsOf(form.To, body),
    status: form.SendAt ? 'scheduled' : form.MessagingServiceSid ? 'accepted' : 'queued',
    messagingServiceSid: form.MessagingServiceSid || null,
    statusCallback: form.StatusCallback || null,
    validityPeriod: Number(form.ValidityPeriod),
    sendAt: form.SendAt || null,
    template: form.ContentSid !== '' && !(form.ContentSid in parts.settings.quickReplies),
    templateError: templateError(form, parts.settings),
    faults,
  };
}

const AUDIO: Record<string, string> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  amr: 'audio/amr',
  '3gp': 'audio/3gpp',
};

/** What an address will hold, by the end of its name: nothing is fetched. */
function contentTypeOf(url: string): string {
  return AUDIO[new URL(url).pathname.split('.').at(-1) ?? ''] ?? 'image/jpeg';
}

/** An answer by TwiML, or (`automatic`) one that Twilio gives of itself. */
export function messageFromReply(
  reply: { from: string; to: string; body: string; automatic: boolean },
  { settings, clock }: Parts,
): TwilioMessage {
  const service = isWhatsApp(reply.from) ? null : settings.messagingServiceSid;
  return {
    ...blank(clock),
    ...reply,
    sid: newMessageSid(false),
    direction: 'outbound-reply',
    segments: segmentsOf(reply.to, reply.body),
    status: 'queued',
    messagingServiceSid: service,
  };
}

/** How many segments a text takes on its way to `address`; WhatsApp counts messages, not segments. */
export function segmentsOf(address: string, body: string): number {
  return isWhatsApp(address) ? 1 : Math.max(1, countSegments(body).segments);
}

/** The fields that are the same in every new message. */
export function blank(clock: Clock) {
  const real = clock.real().toISOString();
  return {
    media: [],
    buttons: [],
    errorCode: null,
    statusCallback: null,
    validityPeriod: 36_000,
    sendAt: null,
    template: false,
    templateError: null,
    automatic: false,
    faults: null,
    dateCreated: real,
    dateUpdated: real,
    dateSent: null,
    createdAtClock: clock.now().toISOString(),
    sentAtClock: null,
    deliveredAtClock: null,
    webhookParams: null,
    webhook: null,
  } satisfies Partial<TwilioMessage>;
}

/** A content with its variables; of one nobody told us the text of, its sid and the variables. */
function renderContent(
  form: CreateForm,
  { templates, quickReplies }: EmulatorSettings,
): Pick<TwilioMessage, 'body' | 'buttons'> {
  const variables: Record<string, unknown> = JSON.parse(form.ContentVariables || '{}');
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(variables[name] ?? whole));
  const quick = quickReplies[form.ContentSid];
  if (quick) {
    const buttons = quick.actions.map(({ title, id }) => ({ title: fill(title), id: fill(id) }));
    return { body: fill(quick.body), buttons };
  }
  const text = templates[form.ContentSid]?.body;
  const body =
    text === undefined ? [form.ContentSid, ...Object.values(variables)].join(' · ') : fill(text);
  return { body, buttons: [] };
}

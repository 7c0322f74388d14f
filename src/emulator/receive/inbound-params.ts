import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp, phoneOf, type TwilioMessage } from '../store/message.ts';
import type { InboundForm } from './inbound-form.ts';
import type { OptOutEffect } from './opt-out.ts';

/** Everything Twilio posts for an inbound message (Twilio docs: messaging/guides/webhook-request). */
export function inboundParams(
  message: TwilioMessage,
  form: InboundForm,
  effect: OptOutEffect,
  settings: EmulatorSettings,
): Record<string, string> {
  return {
    SmsMessageSid: message.sid,
    NumMedia: String(message.media.length),
    SmsSid: message.sid,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: String(message.segments),
    MessageSid: message.sid,
    AccountSid: settings.accountSid,
    From: message.from!,
    ApiVersion: '2010-04-01',
    ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
    ...(isWhatsApp(message.from!) ? whatsappParams(message, form) : PLACES),
    ...Object.fromEntries(
      message.media.flatMap(({ url, contentType }, index) => [
        [`MediaUrl${index}`, url],
        [`MediaContentType${index}`, contentType],
      ]),
    ),
    ...(effect.optOutType ? { OptOutType: effect.optOutType } : {}),
    ...form.params,
  };
}

/** Where the numbers are registered: Twilio often does not know, but posts and signs the empty values. */
const PLACES = {
  FromCity: '',
  FromState: '',
  FromZip: '',
  FromCountry: 'US',
  ToCity: '',
  ToState: '',
  ToZip: '',
  ToCountry: 'US',
};

function whatsappParams(message: TwilioMessage, form: InboundForm): Record<string, string> {
  const button = form.buttonPayload !== undefined || form.buttonText !== undefined;
  return {
    ProfileName: form.profileName ?? '',
    WaId: phoneOf(message.from!).slice(1),
    MessageType: button ? 'button' : message.media.length > 0 ? 'image' : 'text',
    ReferralNumMedia: '0',
    ...(button
      ? {
          ButtonText: form.buttonText ?? message.body,
          ButtonPayload: form.buttonPayload ?? '',
          ButtonType: 'REPLY',
        }
      : {}),
    ...(form.originalRepliedMessageSid
      ? {
          OriginalRepliedMessageSid: form.originalRepliedMessageSid,
          OriginalRepliedMessageSender: message.to,
        }
      : {}),
  };
}

import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp, type MessageStatus, type TwilioMessage } from '../store/message.ts';

/** What Twilio posts to a StatusCallback when a message has come to `status` (Twilio docs: status callbacks). */
export function callbackParams(
  message: TwilioMessage,
  status: MessageStatus,
  at: Date,
  settings: Pick<EmulatorSettings, 'accountSid'>,
): Record<string, string> {
  const failed = status === 'failed' || status === 'undelivered';
  const reported = status === 'delivered' || status === 'undelivered';
  const whatsapp = isWhatsApp(message.to);
  return {
    SmsSid: message.sid,
    SmsStatus: status,
    MessageStatus: status,
    MessageSid: message.sid,
    To: message.to,
    From: message.from ?? '',
    AccountSid: settings.accountSid,
    ApiVersion: '2010-04-01',
    ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
    ...(failed && message.errorCode !== null ? { ErrorCode: String(message.errorCode) } : {}),
    ...(reported && !whatsapp ? { RawDlrDoneDate: dlrDate(at) } : {}),
    ...(whatsapp ? whatsappParams(message, status, settings.accountSid) : {}),
  };
}

const EVENT_TYPES: Partial<Record<MessageStatus, string>> = {
  delivered: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  read: 'READ',
};

function whatsappParams(message: TwilioMessage, status: MessageStatus, accountSid: string) {
  const eventType = EVENT_TYPES[status];
  return {
    ChannelPrefix: 'whatsapp',
    ChannelInstallSid: `XE${accountSid.slice(2)}`,
    ChannelToAddress: message.to.replace(/\d{4}$/, 'XXXX'),
    StructuredMessage: 'false',
    ...(eventType ? { EventType: eventType } : {}),
    ...(status === 'undelivered' ? { ChannelStatusMessage: `Error ${message.errorCode}` } : {}),
  };
}

/** YYMMDDhhmm in UTC, as carriers report. */
function dlrDate(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(2, 12);
}

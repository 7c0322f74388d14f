import { priceOf } from '../send/delivery.ts';
import type { EmulatorSettings } from '../settings.ts';
import type { TwilioMessage } from '../store/message.ts';
import { deliveryError } from './problems.ts';

/** A message as Twilio's API shows it: numbers as strings, dates by RFC 2822, null for what is not yet. */
export function messageJson(
  message: TwilioMessage,
  settings: Pick<EmulatorSettings, 'accountSid'>,
) {
  const uri = `/2010-04-01/Accounts/${settings.accountSid}/Messages/${message.sid}`;
  const undecided = message.status === 'accepted' || message.status === 'scheduled';
  const priced = message.dateSent !== null && message.direction !== 'inbound';
  return {
    account_sid: settings.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.dateCreated),
    date_sent: message.dateSent && rfc2822(message.dateSent),
    date_updated: rfc2822(message.dateUpdated),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : deliveryError(message.errorCode),
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.media.length),
    num_segments: undecided ? '0' : String(message.segments),
    price: priced ? priceOf(message) : null,
    price_unit: priced ? 'USD' : null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

function rfc2822(iso: string): string {
  return new Date(iso).toUTCString().replace('GMT', '+0000');
}

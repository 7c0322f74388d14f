import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Channel } from './contact.ts';

/**
 * A phone as people write it → E.164, or null if it can be no phone. `country` (two letters) is used where
 * no country code is written. Possible, not "valid": areas and exchanges are opened every month, so a list
 * of them refuses real families, and the fictional 555-01XX numbers of tests and demo must pass. A number
 * with an extension is a desk that gets no texts, so it is refused.
 */
export function parsePhone(raw: string, country = 'US'): string | null {
  const defaultCountry = isSupportedCountry(country) ? country : undefined;
  const phone = parsePhoneNumberFromString(raw, { defaultCountry, extract: false });
  if (!phone?.isPossible() || phone.ext) return null;
  // In North America no area or exchange begins with 0 or 1; a length alone would let them pass.
  if (phone.countryCallingCode === '1' && !/^[2-9]\d\d[2-9]/.test(phone.nationalNumber))
    return null;
  return phone.number;
}

/** Twilio's address (`+1…` or `whatsapp:+1…`) → channel and phone; null for what is no person's phone. */
export function phoneOfAddress(address: string): { channel: Channel; phone: string } | null {
  const match = /^(whatsapp:)?(\+[1-9]\d{6,14})$/.exec(address);
  if (!match?.[2]) return null;
  return { channel: match[1] ? 'whatsapp' : 'sms', phone: match[2] };
}

/** Whether Twilio carries pictures and sound to a phone by MMS: in the United States and Canada only. */
export function takesMms(phone: string): boolean {
  const parsed = parsePhoneNumberFromString(phone);
  const country = parsed?.country ?? 'US';
  return parsed?.countryCallingCode === '1' && (country === 'US' || country === 'CA');
}

/**
 * Whether we send SMS to a phone: where +1 is dialled, and in the countries (two letters) that a programme
 * names, whose rates are its own affair.
 */
export function takesSms(phone: string, abroad: readonly string[]): boolean {
  if (phone.startsWith('+1')) return true;
  const country = parsePhoneNumberFromString(phone)?.country;
  return country !== undefined && abroad.includes(country);
}

/** A phone (E.164) as Twilio addresses it on a channel. */
export function addressOf(channel: Channel, phone: string): string {
  return channel === 'whatsapp' ? `whatsapp:${phone}` : phone;
}

/** A phone (E.164) as people there write it: `(213) 555-0100`, and with its country outside North America. */
export function writePhone(phone: string): string {
  const parsed = parsePhoneNumberFromString(phone);
  if (!parsed) return phone;
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational();
}

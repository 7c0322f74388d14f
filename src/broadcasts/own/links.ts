import { z } from 'zod';

/**
 * Shorteners that everybody may use: carriers filter their links as they do spammers' (Twilio's rules for
 * A2P 10DLC; twilio.md §3). A shortener on the programme's own domain is not among them.
 */
const SHORTENERS =
  'bit.ly tinyurl.com goo.gl t.co ow.ly is.gd v.gd buff.ly cutt.ly rb.gy tiny.cc t.ly tr.im shorturl.at rebrand.ly lnkd.in s.id bl.ink';

const NAMES = SHORTENERS.replaceAll('.', '\\.').replaceAll(' ', '|');
/** One of them in a text, with or without `https://`, and with a path behind it. */
const SHORTENED = new RegExp(`(?<![\\w.-])(?:www\\.)?(${NAMES})/`, 'gi');

/** The shared shorteners whose links are in a text. */
export function shortenersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(SHORTENED), ([, name]) => name!.toLowerCase()))];
}

/** Whether it is a whole https address, and of no shared shortener. */
function isLasting(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' && shortenersIn(`${hostname}/`).length === 0;
}

/** A link to go at the end of a text: whole, and none of a shared shortener. */
export const Link = z
  .string()
  .refine(
    isLasting,
    'must be a whole https address, and none of a shared shortener like bit.ly, which carriers block',
  );

/** Where Twilio is to fetch a picture: one, by https alone. */
export const Picture = z
  .string()
  .max(2000)
  .refine(
    isLasting,
    'must be one whole https address of a JPEG or PNG, from which Twilio can fetch it',
  );

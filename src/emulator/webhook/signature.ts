import { createHmac } from 'node:crypto';

/**
 * The X-Twilio-Signature of a form posted to `url`: base64 of HMAC-SHA1, keyed with the account's token, over
 * the URL and every parameter's name and value, names sorted by their bytes (Twilio docs: usage/security).
 */
export function signForm(authToken: string, url: string, params: Record<string, string>): string {
  const names = Object.keys(params).sort();
  const text = names.reduce((sum, name) => sum + name + params[name], url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

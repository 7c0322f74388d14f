import { createHmac } from 'node:crypto';

/** A webhook's parameters; one that comes several times has a list of values. */
export type FormParams = Record<string, string | string[]>;

/**
 * The X-Twilio-Signature of a form posted to `url`: base64 of HMAC-SHA1, keyed with the account's token, over
 * the URL and every parameter's name and value, names sorted by their bytes (Twilio docs: usage/security). Of a
 * parameter that comes several times, each of its values counts once.
 */
export function signForm(authToken: string, url: string, params: FormParams): string {
  const names = Object.keys(params).sort();
  const parts = names.flatMap((name) =>
    [...new Set([params[name] ?? []].flat())].sort().map((value) => name + value),
  );
  const text = url + parts.join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

import { createHmac } from 'node:crypto';

/** A form's parameters in the order they are sent; a name may come several times. */
export type Form = [name: string, value: string][];

/** What was answered to a post. */
export type Answer = { status: number; type: string; body: string };

/**
 * The signature Twilio makes (twilio.com/docs/usage/security): the URL and every parameter, by name; one that
 * comes several times with each of its values once.
 */
export function signatureOf(authToken: string, url: string, form: Form): string {
  const names = [...new Set(form.map(([name]) => name))].sort();
  const parts = names.flatMap((name) => {
    const values = form.filter(([other]) => other === name).map(([, value]) => value);
    return [...new Set(values)].sort().map((value) => name + value);
  });
  return createHmac('sha1', authToken)
    .update(url + parts.join(''))
    .digest('base64');
}

/** Posts a form-encoded body as Twilio does. `signature` undefined leaves the header out. */
export async function post(
  url: string,
  body: string,
  signature: string | undefined,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
      ...headers,
    },
    body,
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: await response.text() };
}

/** Posts a form with its true signature. */
export function signedPost(authToken: string, url: string, form: Form): Promise<Answer> {
  return post(url, new URLSearchParams(form).toString(), signatureOf(authToken, url, form));
}

/** A new MessageSid. */
export function newSid(): string {
  made += 1;
  return `SM${made.toString(16).padStart(32, '0')}`;
}
let made = Date.now();

/** The parameters of a text message that came to us, with what a test wants otherwise. */
export function inboundForm(accountSid: string, change: Record<string, string> = {}): Form {
  const sid = newSid();
  return Object.entries({
    ToCountry: 'US',
    ToState: '',
    SmsMessageSid: sid,
    NumMedia: '0',
    FromCity: '',
    SmsStatus: 'received',
    Body: 'hola',
    MessageSid: sid,
    AccountSid: accountSid,
    From: '+12135550101',
    To: '+15005550006',
    ApiVersion: '2010-04-01',
    ...change,
  });
}

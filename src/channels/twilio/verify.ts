import twilio from 'twilio';

/** A form as it came: every parameter, untrimmed; one that came several times as a list. */
export type FormParameters = Record<string, string | string[]>;

export type Verdict = 'genuine' | 'no_signature' | 'forged';

/**
 * Whether a form-encoded webhook comes from Twilio: HMAC-SHA1 over the URL as Twilio was given it and every
 * parameter (twilio.com/docs/usage/security). A URL with `bodySHA256` is refused, since the SDK would then
 * leave the form out of the check.
 */
export function verifyWebhook(
  authToken: string,
  signature: string | undefined,
  url: string,
  parameters: FormParameters,
): Verdict {
  if (signature === undefined) return 'no_signature';
  if (/[?&]bodySHA256=/i.test(decodeQuery(url))) return 'forged';
  return twilio.validateRequest(authToken, signature, url, parameters) ? 'genuine' : 'forged';
}

function decodeQuery(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { createGate } from './gate.ts';
import { type Overrides, readOverrides } from './overrides.ts';
import { type Attempt, type Call, postOnce } from './post-once.ts';
import { type FormParams, signForm } from './signature.ts';

/** Most webhooks under way at once; the others wait for a free connection. */
const MOST_AT_ONCE = 64;

export type Posted = { last: Attempt; attempts: number };
/** Posts a signed form to a webhook's URL and retries as the URL's overrides say. */
export type Poster = {
  post: (webhookUrl: string, params: FormParams, signature?: string | null) => Promise<Posted>;
  close: () => void;
};

/**
 * Makes the poster of one account. Every attempt of one webhook carries the same I-Twilio-Idempotency-Token;
 * retries follow at once, and none starts after the total time (`tt`). `signature` replaces the true one,
 * null leaves the header out.
 */
export function createPoster(authToken: string): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_AT_ONCE });
  const gate = createGate(MOST_AT_ONCE);
  const post: Poster['post'] = (webhookUrl, params, signature) => {
    const { url, overrides } = readOverrides(webhookUrl);
    const signed = signature === undefined ? signForm(authToken, url, params) : signature;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': randomUUID(),
      ...(signed === null ? {} : { 'x-twilio-signature': signed }),
    };
    const pairs = Object.entries(params).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    const form = new URLSearchParams(pairs).toString();
    return gate(() => postWithRetries({ url, form, headers, agent }, overrides));
  };
  return { post, close: () => agent.destroy() };
}

async function postWithRetries(
  call: Omit<Call, 'connectMs' | 'readMs'>,
  { connectMs, readMs, totalMs, retries, retryOn }: Overrides,
): Promise<Posted> {
  const until = Date.now() + totalMs;
  for (let attempts = 1; ; attempts += 1) {
    const left = Math.max(1, until - Date.now());
    const last = await postOnce({
      ...call,
      connectMs: Math.min(connectMs, left),
      readMs: Math.min(readMs, left),
    });
    const again = last.failure && retryOn.has(last.failure) && attempts <= retries;
    if (!again || Date.now() >= until) return { last, attempts };
  }
}

/** Why a webhook failed: no connection, no answer in time, or an answer that is an error. */
export type Failure = 'ct' | 'rt' | '4xx' | '5xx';

/** What follows `#` in a webhook's URL: times in milliseconds, retries, and what is retried. */
export type Overrides = {
  connectMs: number;
  readMs: number;
  totalMs: number;
  retries: number;
  retryOn: ReadonlySet<Failure>;
};

const ALL: Failure[] = ['ct', 'rt', '4xx', '5xx'];

/**
 * Splits a webhook's URL into the URL that is called and signed, and Twilio's connection overrides with
 * their defaults and limits (Twilio docs: webhooks-connection-overrides). A wrong value is the default.
 */
export function readOverrides(webhookUrl: string): { url: string; overrides: Overrides } {
  // By text, not by URL: Twilio signs what was configured, its port and escapes untouched, but drops user
  // and password.
  const [whole = '', hash = ''] = webhookUrl.split('#', 2);
  const url = whole.replace(/^(https?:\/\/)[^/?@]*@/i, '$1');
  const fragment = new URLSearchParams(hash);
  const number = (name: string, min: number, max: number, otherwise: number) => {
    const value = Number(fragment.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value >= min && value <= max ? value : otherwise;
  };
  const words = (fragment.get('rp') ?? 'ct').split(',').map((word) => word.trim().toLowerCase());
  return {
    url,
    overrides: {
      connectMs: number('ct', 100, 10_000, 5_000),
      readMs: number('rt', 100, 15_000, 15_000),
      totalMs: number('tt', 100, 15_000, 15_000),
      retries: number('rc', 0, 5, 1),
      retryOn: new Set(words.includes('all') ? ALL : ALL.filter((each) => words.includes(each))),
    },
  };
}

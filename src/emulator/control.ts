import type { CreateRequest } from './api/request-log.ts';
import type { PhoneInput } from './control-routes.ts';
import type { FaultInput } from './faults.ts';
import type { InboundInput, InboundOutcome, RawWebhook } from './receive/inbound-form.ts';
import type { TwilioMessage } from './store/message.ts';

/** Drives a running emulator from a test, a demo or a script. */
export type EmulatorControl = {
  /** A message from a phone; settles when its webhook was answered or given up. */
  inbound: (message: InboundInput) => Promise<InboundOutcome>;
  raw: (webhook: RawWebhook) => Promise<InboundOutcome>;
  faults: (rules: FaultInput[]) => Promise<void>;
  clearFaults: () => Promise<void>;
  phones: (phones: PhoneInput[]) => Promise<void>;
  /** Where inbound messages are posted from now on. */
  webhook: (url: string | null) => Promise<void>;
  /** All messages, oldest first; only those after the first `from`, if given. */
  messages: (from?: number) => Promise<TwilioMessage[]>;
  requests: () => Promise<CreateRequest[]>;
  optOuts: () => Promise<{ ours: string; theirs: string }[]>;
  reset: () => Promise<void>;
};

/** The control of the emulator at `url` (`http://127.0.0.1:PORT`). Rejects with what the emulator answered. */
export function emulatorControl(url: string): EmulatorControl {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The emulator answered ${response.status} to ${path}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  return {
    inbound: (message) => call('POST', 'inbound', message),
    raw: (webhook) => call('POST', 'inbound/raw', webhook),
    faults: (rules) => call('POST', 'faults', rules),
    clearFaults: () => call('DELETE', 'faults'),
    phones: (phones) => call('PUT', 'phones', phones),
    webhook: (to) => call('PUT', 'webhook', { url: to }),
    messages: async (from = 0) =>
      (await call<{ messages: TwilioMessage[] }>('GET', `messages?from=${from}`)).messages,
    requests: async () => (await call<{ requests: CreateRequest[] }>('GET', 'requests')).requests,
    optOuts: async () =>
      (await call<{ optOuts: { ours: string; theirs: string }[] }>('GET', 'opt-outs')).optOuts,
    reset: () => call('POST', 'reset'),
  };
}

import type { Clock } from '#domain';
import type { EmulatorSettings } from '../settings.ts';
import { isOver, type MessageStatus, type TwilioMessage } from '../store/message.ts';
import type { Poster } from '../webhook/poster.ts';
import { callbackParams } from './callback-params.ts';

export type Callbacks = {
  /** Tells the message's StatusCallback that it has come to `status`. */
  tell: (message: TwilioMessage, status: MessageStatus) => void;
  /** Settles when the message's last callback so far was answered or given up. */
  settled: (sid: string) => Promise<void>;
};
type Parts = { settings: EmulatorSettings; clock: Clock; poster: Poster };

/**
 * Posts status callbacks, each message's one after the other, or as its faults demand: not at all, twice, or
 * the last before the first.
 */
export function createCallbacks({ settings, clock, poster }: Parts): Callbacks {
  const under = new Map<string, Promise<void>>();
  const held = new Map<string, Record<string, string>[]>();
  const post = (message: TwilioMessage, forms: Record<string, string>[]) => {
    const url = message.statusCallback!;
    const before = under.get(message.sid) ?? Promise.resolve();
    const now = before.then(async () => {
      for (const form of forms) await poster.post(url, form);
    });
    under.set(message.sid, now);
    void now.then(() => {
      if (under.get(message.sid) === now) under.delete(message.sid);
    });
  };
  return {
    tell: (message, status) => {
      const fault = message.faults?.callback ?? null;
      if (!message.statusCallback || fault === 'callback_lost') return;
      const form = callbackParams(message, status, clock.real(), settings);
      if (fault === 'callback_repeated') return post(message, [form, form]);
      if (fault !== 'callback_reversed') return post(message, [form]);
      const forms = [form, ...(held.get(message.sid) ?? [])];
      held.set(message.sid, forms);
      if (!isOver(status)) return;
      held.delete(message.sid);
      post(message, forms);
    },
    settled: (sid) => under.get(sid) ?? Promise.resolve(),
  };
}

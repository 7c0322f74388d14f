import { join } from 'node:path';
import { openJournal, readJournal } from './journal.ts';
import { applyEntry, compactedEntries, type Entry, nothingKept, type Phone } from './kept.ts';
import type { TwilioMessage } from './message.ts';

/** What has changed, for the page: one message, or anything else. */
export type Change = { message: TwilioMessage | null };

export type Store = {
  /** In order of creation, oldest first. */
  messages: ReadonlyMap<string, TwilioMessage>;
  phones: ReadonlyMap<string, Phone>;
  put: (message: TwilioMessage) => void;
  /** Changes a message that is there. */
  change: (sid: string, change: Partial<TwilioMessage>) => TwilioMessage;
  remove: (sid: string) => void;
  setOptOut: (ours: string, theirs: string, on: boolean) => void;
  isOptedOut: (ours: string, theirs: string) => boolean;
  optOuts: () => { ours: string; theirs: string }[];
  /** When the newest message of this address came, in moved time (ISO); null if none did. */
  lastInboundAt: (address: string) => string | null;
  putPhone: (phone: Phone) => void;
  /** Tells of every change from now on, until the function it gives is called. */
  onChange: (listener: (change: Change) => void) => () => void;
  reset: () => void;
  close: () => void;
};

/** Opens what is kept under `home`: messages, opt-outs and phones, which outlive a restart. */
export function openStore(home: string): Store {
  const file = join(home, 'emulator.jsonl');
  const kept = nothingKept();
  for (const entry of readJournal<Entry>(file)) applyEntry(kept, entry);
  let journal = openJournal<Entry>(file, compactedEntries(kept));
  const listeners = new Set<(change: Change) => void>();
  const write = (entry: Entry, sid?: string) => {
    applyEntry(kept, entry);
    journal.append(entry);
    const message = (sid && kept.messages.get(sid)) || null;
    for (const listener of listeners) listener({ message });
  };
  return {
    messages: kept.messages,
    phones: kept.phones,
    put: (message) => write({ put: message }, message.sid),
    change: (sid, change) => {
      write({ change: sid, with: change }, sid);
      return kept.messages.get(sid)!;
    },
    remove: (sid) => write({ remove: sid }),
    setOptOut: (ours, theirs, on) => write({ optOut: `${ours} ${theirs}`, on }),
    isOptedOut: (ours, theirs) => kept.optOuts.has(`${ours} ${theirs}`),
    optOuts: () => [...kept.optOuts].map(readPair),
    lastInboundAt: (address) => kept.lastInbound.get(address) ?? null,
    putPhone: (phone) => write({ phone }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset: () => {
      for (const each of Object.values(kept)) each.clear();
      journal.close();
      journal = openJournal<Entry>(file, []);
      for (const listener of listeners) listener({ message: null });
    },
    close: () => journal.close(),
  };
}

function readPair(pair: string): { ours: string; theirs: string } {
  const [ours = '', theirs = ''] = pair.split(' ');
  return { ours, theirs };
}

import type { TwilioMessage } from './message.ts';

/** A phone of the phones page: who it belongs to, as told by PUT /control/phones. */
export type Phone = {
  phone: string;
  name: string;
  language: string;
  note: string;
  /** Sid of the newest message that was on its screen. */
  seen: string | null;
};

/** One line of the journal. */
export type Entry =
  | { put: TwilioMessage }
  | { change: string; with: Partial<TwilioMessage> }
  | { remove: string }
  | { optOut: string; on: boolean }
  | { phone: Phone };

/** Everything the journal's entries add up to. */
export type Kept = {
  messages: Map<string, TwilioMessage>;
  phones: Map<string, Phone>;
  optOuts: Set<string>;
  lastInbound: Map<string, string>;
};

/** What is kept at first: nothing. */
export function nothingKept(): Kept {
  return { messages: new Map(), phones: new Map(), optOuts: new Set(), lastInbound: new Map() };
}

/** Adds one entry to what is kept. */
export function applyEntry(kept: Kept, entry: Entry): void {
  if ('put' in entry) {
    const { sid, direction, from, createdAtClock } = entry.put;
    kept.messages.set(sid, entry.put);
    if (direction === 'inbound') kept.lastInbound.set(from!, createdAtClock);
  } else if ('change' in entry) {
    const message = kept.messages.get(entry.change);
    if (message) Object.assign(message, entry.with);
  } else if ('remove' in entry) kept.messages.delete(entry.remove);
  else if ('phone' in entry) kept.phones.set(entry.phone.phone, entry.phone);
  else if (entry.on) kept.optOuts.add(entry.optOut);
  else kept.optOuts.delete(entry.optOut);
}

/** The fewest entries that add up to the same. */
export function compactedEntries(kept: Kept): Entry[] {
  return [
    ...[...kept.messages.values()].map((put) => ({ put })),
    ...[...kept.phones.values()].map((phone) => ({ phone })),
    ...[...kept.optOuts].map((optOut) => ({ optOut, on: true })),
  ];
}

import type { Phone } from '../store/kept.ts';
import { phoneOf, type TwilioMessage } from '../store/message.ts';
import type { Store } from '../store/store.ts';

/** One phone of the list, with all it wrote and got, oldest first. */
export type Thread = {
  phone: string;
  name: string;
  language: string;
  note: string;
  messages: TwilioMessage[];
  unread: number;
  blocked: boolean;
};

/** The family's address in a message: who it came from, or who it goes to. */
export function familyOf(message: TwilioMessage): string {
  return phoneOf(message.direction === 'inbound' ? message.from! : message.to);
}

/** Every phone that is known by name or by a message, the one with the newest message first. */
export function threadsOf(store: Store): Thread[] {
  const messages = new Map<string, TwilioMessage[]>();
  for (const phone of store.phones.keys()) messages.set(phone, []);
  for (const message of store.messages.values()) {
    const phone = familyOf(message);
    const thread = messages.get(phone);
    if (thread) thread.push(message);
    else messages.set(phone, [message]);
  }
  const blocked = new Set(store.optOuts().map((pair) => phoneOf(pair.theirs)));
  const threads = [...messages].map(([phone, own]) => {
    const known = store.phones.get(phone);
    return {
      ...personOf(known),
      phone,
      messages: own,
      unread: unreadOf(own, known),
      blocked: blocked.has(phone),
    };
  });
  return threads.toSorted(
    (a, b) => newest(b).localeCompare(newest(a)) || a.name.localeCompare(b.name),
  );
}

/** Whether a search's words are in the name, number, note or newest text, accents and capitals ignored. */
export function matchesSearch(thread: Thread, search: string): boolean {
  const text = [thread.name, thread.phone, thread.note, thread.messages.at(-1)?.body].join(' ');
  return plain(text).includes(plain(search.trim()));
}

/** Whether a text has come as far as the phone's screen. */
export function isOnScreen(message: TwilioMessage): boolean {
  return message.status === 'delivered' || message.status === 'read';
}

function personOf(phone: Phone | undefined) {
  return { name: phone?.name ?? '', language: phone?.language ?? '', note: phone?.note ?? '' };
}

function unreadOf(messages: TwilioMessage[], phone: Phone | undefined): number {
  const seen = phone?.seen ? messages.findIndex((each) => each.sid === phone.seen) : -1;
  return messages.slice(seen + 1).filter(isOnScreen).length;
}

function newest({ messages }: Thread): string {
  return messages.at(-1)?.dateCreated ?? '';
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

import { aboutAll, type Message, NOT_BROUGHT } from '#domain';
import type { Store, Transaction } from '#storage';

/** The start of a workshop as a family last read it from us, or is about to read it. */
export type ToldDate = {
  /** Of the last text that went to her, and was not found to have failed on the way; null where none did. */
  read: Date | null;
  /** Whether a text that names `startsAt` went last, or waits for its hour. */
  isTold: (startsAt: Date) => boolean;
};

type Told = Pick<Message, '_id' | 'contact' | 'about' | 'also' | 'state' | 'sentAt' | 'createdAt'>;

/**
 * Which start of a workshop a family knows. The news of a move that is still waiting when the date moves
 * again is never sent, so what was recorded last is not what she knows.
 */
export async function toldDate(
  world: { store: Pick<Store, 'messages'> },
  contact: string,
  workshop: string,
  tx: Transaction,
): Promise<ToldDate> {
  const told = await toldDates(world, [contact], workshop, tx);
  return told(contact);
}

/** The same for many families at once, by contact. */
export async function toldDates(
  { store }: { store: Pick<Store, 'messages'> },
  contacts: readonly string[],
  workshop: string,
  tx?: Transaction,
): Promise<(contact: string) => ToldDate> {
  const texts = await store.messages
    .find(
      {
        contact: { $in: contacts },
        $or: [
          { 'about.workshop': workshop, 'about.undated': { $ne: true } },
          { 'also.workshop': workshop },
        ],
        state: { $in: ['queued', 'sending', 'sent'] },
        // Of what was sent; what goes anew is a text of its own.
        providerStatus: { $nin: NOT_BROUGHT },
      },
      { contact: 1, about: 1, also: 1, state: 1, sentAt: 1, createdAt: 1 },
    )
    .session(tx ?? null)
    .lean<Told[]>();
  const byContact = Map.groupBy(texts, (text) => text.contact);
  return (contact) => dateOf(byContact.get(contact) ?? [], workshop);
}

function dateOf(texts: readonly Told[], workshop: string): ToldDate {
  const told = (text: Told | undefined) =>
    text && aboutAll(text).find((about) => about.workshop === workshop)?.startsAt;
  const wentAt = (text: Told) => Number(text.sentAt ?? text.createdAt);
  const gone = texts
    .filter((text) => text.state !== 'queued')
    .sort((a, b) => wentAt(b) - wentAt(a) || (a._id < b._id ? 1 : -1));
  const read = told(gone[0]) ?? null;
  const waiting = texts.filter((text) => text.state === 'queued');
  return {
    read,
    isTold: (startsAt) =>
      read?.getTime() === startsAt.getTime() ||
      waiting.some((text) => told(text)?.getTime() === startsAt.getTime()),
  };
}

import type { Message } from '#domain';
import type { Store, Transaction } from '#storage';

/** The start of a workshop as a family last read it from us, or is about to read it. */
export type ToldDate = {
  /** Of the last text that went to her; null where none did. */
  read: Date | null;
  /** Whether a text that names `startsAt` went last, or waits for its hour. */
  isTold: (startsAt: Date) => boolean;
};

/**
 * Which start of a workshop a family knows. The news of a move that is still waiting when the date moves
 * again is never sent, so what was recorded last is not what she knows.
 */
export async function toldDate(
  { store }: { store: Pick<Store, 'messages'> },
  contact: string,
  workshop: string,
  tx: Transaction,
): Promise<ToldDate> {
  const texts = await store.messages
    .find(
      {
        contact,
        'about.workshop': workshop,
        'about.undated': { $ne: true },
        state: { $in: ['queued', 'sending', 'sent'] },
      },
      { about: 1, state: 1, sentAt: 1, createdAt: 1 },
    )
    .session(tx)
    .lean<Pick<Message, '_id' | 'about' | 'state' | 'sentAt' | 'createdAt'>[]>();
  const wentAt = (text: (typeof texts)[number]) => Number(text.sentAt ?? text.createdAt);
  const gone = texts
    .filter((text) => text.state !== 'queued')
    .sort((a, b) => wentAt(b) - wentAt(a) || (a._id < b._id ? 1 : -1));
  const read = gone[0]?.about?.startsAt ?? null;
  const waiting = texts.filter((text) => text.state === 'queued');
  return {
    read,
    isTold: (startsAt) =>
      read?.getTime() === startsAt.getTime() ||
      waiting.some((text) => text.about?.startsAt.getTime() === startsAt.getTime()),
  };
}

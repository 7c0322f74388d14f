import type { Message } from '#domain';
import { isDuplicate, newId, type OwnBroadcast, type Store } from '#storage';

/** How a text goes again: what is changed of it, `dueAt` among it. */
export type Again = Partial<Message> & Pick<Message, 'dueAt'>;

/**
 * Stores a text anew that Twilio took and did not bring. The first stays as it is, with its receipt; the new
 * one has a cause that follows from it, so that a receipt that comes twice makes one. It passes the gate when
 * it is to be sent.
 */
export async function sendAgain(
  world: { store: Pick<Store, 'messages' | 'ownBroadcasts'> },
  message: Message,
  again: Again,
  now: Date,
): Promise<void> {
  const state = await stateIn(world, message);
  if (state === null) return;
  const resends = (message.resends ?? 0) + 1;
  const copy: Message = {
    ...message,
    ...{ claimedAt: null, claim: null, attempts: 0, providerId: null, providerStatus: null },
    ...{ errorCode: null, reason: null, sentAt: null, createdAt: now },
    ...again,
    ...{ _id: newId(), cause: causeOf(message.cause, resends), resends, state },
  };
  try {
    await world.store.messages.insertMany([copy]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Of the first text's cause and which time it is. */
function causeOf(cause: string, resends: number): string {
  return `${cause.replace(/:again:\d+$/, '')}:again:${resends}`;
}

/** Of a broadcast that was paused meanwhile it waits with the others; of one that was stopped it does not go. */
async function stateIn(
  { store }: { store: Pick<Store, 'ownBroadcasts'> },
  { broadcast }: Message,
): Promise<'queued' | 'held' | null> {
  if (!broadcast) return 'queued';
  const found = await store.ownBroadcasts.findById(broadcast, { state: 1 }).lean<OwnBroadcast>();
  if (found?.state === 'stopped') return null;
  return found?.state === 'paused' ? 'held' : 'queued';
}

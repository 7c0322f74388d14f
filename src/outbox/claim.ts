import { type Clock, type Message, type MessageKind, SECOND } from '#domain';
import { isDuplicate, type Store } from '#storage';

/** A worker that was stopped longer than this between claim and call gives the claim up. */
export const CLAIM_DEADLINE_MS = 2 * SECOND;

const KINDS: Record<'deliver' | 'bulk', MessageKind[]> = {
  deliver: ['answer', 'fixed', 'staff'],
  bulk: ['notice', 'proactive'],
};

type World = { store: Pick<Store, 'messages'>; clock: Clock };

/**
 * Takes the contact's oldest due text of a queue: `queued → sending`. One index allows one text under way
 * per contact, so `busy` says that another is being sent to her. Claims count in the machine's own time,
 * which Twilio's dates can be held against.
 */
export async function claimNext(
  world: World,
  contact: string,
  queue: 'deliver' | 'bulk',
): Promise<Message | 'none' | 'busy'> {
  try {
    const claimed = await world.store.messages
      .findOneAndUpdate(
        {
          contact,
          state: 'queued',
          dueAt: { $lte: world.clock.now() },
          kind: { $in: KINDS[queue] },
        },
        { $set: { state: 'sending', claimedAt: world.clock.real() }, $inc: { attempts: 1 } },
        { sort: { dueAt: 1, createdAt: 1, _id: 1 }, returnDocument: 'after' },
      )
      .lean<Message>();
    return claimed ?? 'none';
  } catch (error) {
    if (isDuplicate(error)) return 'busy';
    throw error;
  }
}

/** Whether the call may still be made under this claim; after it, a look-up may have sent it anew. */
export function claimHolds(world: Pick<World, 'clock'>, message: Message): boolean {
  return world.clock.real().getTime() - Number(message.claimedAt) < CLAIM_DEADLINE_MS;
}

/** Ends a claim in another state; false if it was no longer ours (a receipt or a look-up came first). */
export async function endClaim(
  world: Pick<World, 'store'>,
  message: Message,
  change: Partial<Message>,
): Promise<boolean> {
  const done = await world.store.messages.updateOne(
    { _id: message._id, state: 'sending', claimedAt: message.claimedAt },
    { $set: change },
  );
  return done.modifiedCount > 0;
}

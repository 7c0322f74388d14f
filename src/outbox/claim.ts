import { type Clock, type Message, type MessageKind, SECOND } from '#domain';
import { isDuplicate, newId, type Store, updateEach } from '#storage';

/** A worker that was stopped longer than this between claim and call gives the claim up. */
export const CLAIM_DEADLINE_MS = 2 * SECOND;

/**
 * No call begins on what was read longer ago: an opt-out that was acknowledged since then may not be in it
 * (none may begin more than 1.5 seconds after our answer).
 */
export const FRESH_MS = SECOND;

/** What somebody is waiting for: a family for an answer, or for a member of staff. */
export const REPLIES: MessageKind[] = ['answer', 'fixed', 'staff'];
/** What nobody is waiting for: it goes in groups, after the replies. */
export const UNASKED: MessageKind[] = ['notice', 'proactive'];

type World = { store: Pick<Store, 'messages'>; clock: Clock };

/**
 * Takes the contact's oldest due reply: `queued → sending`. One index allows one text under way per
 * contact, so `busy` says that another is being sent to her. Claims count in the machine's own time, which
 * Twilio's dates can be held against.
 */
export async function claimNext(world: World, contact: string): Promise<Message | 'none' | 'busy'> {
  try {
    const claimed = await world.store.messages
      .findOneAndUpdate(
        { contact, state: 'queued', dueAt: { $lte: world.clock.now() }, kind: { $in: REPLIES } },
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

/**
 * Takes those of these texts that are due, each only while no other is under way to its contact: `busy` are
 * the ones that must wait for that. Two commands, whatever others claim at the same time.
 */
export async function claimGroup(
  world: World,
  ids: readonly string[],
): Promise<{ claimed: Message[]; busy: string[] }> {
  const { messages } = world.store;
  const claim = newId();
  const due = { state: 'queued', dueAt: { $lte: world.clock.now() } } as const;
  const update = {
    $set: { state: 'sending', claimedAt: world.clock.real(), claim },
    $inc: { attempts: 1 },
  } as const;
  let busy: string[] = [];
  try {
    const done = await messages.updateMany({ _id: { $in: ids }, ...due }, update);
    // A hint that came twice: another has taken them all.
    if (done.modifiedCount === 0) return { claimed: [], busy };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // It ended at the first contact to whom something is under way: the others one by one.
    const each = ids.map((_id) => ({ filter: { _id, ...due }, update }));
    const { refused } = await updateEach(messages, each);
    busy = refused.flatMap((index) => ids[index] ?? []);
  }
  const claimed = await messages
    .find({ _id: { $in: ids }, claim, state: 'sending' })
    .batchSize(ids.length + 1)
    .lean<Message[]>();
  return { claimed, busy };
}

/** Whether the call may still be made under this claim; after it, a look-up may have sent it anew. */
export function claimHolds(world: Pick<World, 'clock'>, message: Message): boolean {
  return world.clock.real().getTime() - Number(message.claimedAt) < CLAIM_DEADLINE_MS;
}

/** A claim as it is ended: found only while it is still ours. */
export function claimOf({ _id, claimedAt, claim }: Message) {
  return { _id, state: 'sending' as const, claimedAt, claim };
}

/** Ends a claim in another state; false if it was no longer ours (a receipt or a look-up came first). */
export async function endClaim(
  world: Pick<World, 'store'>,
  message: Message,
  change: Partial<Message>,
): Promise<boolean> {
  const done = await world.store.messages.updateOne(claimOf(message), ending(change), {
    updatePipeline: true,
  });
  return done.modifiedCount > 0;
}

/**
 * The update that ends a claim. What goes back to the queue is held, or cancelled, where its broadcast was
 * paused or stopped meanwhile: read and written in one go, so that a pause in between is not overlooked.
 */
export function ending(change: Partial<Message>) {
  if (change.state !== 'queued') return { $set: change };
  const stopped = { $eq: ['$halt', 'cancelled'] };
  const reason = { $cond: [stopped, 'stopped', change.reason ?? '$reason'] };
  // As they are: a value that begins with $ would be taken for a field's name.
  const values = Object.entries(change).map(([name, value]) => [name, { $literal: value }]);
  const state = { $ifNull: ['$halt', 'queued'] };
  return [{ $set: { ...Object.fromEntries(values), state, reason } }];
}

import type { Contact } from '#domain';
import type { Hint } from '#queue';
import type { OwnBroadcast, Transaction } from '#storage';
import { type Audience, audiencePage } from '../audience/index.ts';
import { isInLeg } from './legs.ts';
import { type OwnWorld, readSetting, type Setting } from './own-world.ts';
import { isRecipient } from './tally.ts';

/** A broadcast's next families, in order of id, stored together, and where it stands once they are. */
export type OwnBatch = {
  broadcast: OwnBroadcast;
  setting: Setting;
  contacts: Contact[];
  progress: Partial<OwnBroadcast>;
};

/** How many contacts are looked at for a batch; between two of them a pause takes hold. */
const PAGE = 500;

/** The next batch of an own broadcast; null when it is not to send now. */
export async function nextOwnBatch(
  world: Pick<OwnWorld, 'store' | 'clock' | 'programme'>,
  id: string,
): Promise<OwnBatch | null> {
  const broadcast = await world.store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  if (broadcast?.state !== 'running' || broadcast.dueAt > world.clock.now()) return null;
  const setting = await readSetting(world, broadcast);
  // A test goes first, and all has been sent: in both there is nobody to look for.
  if (broadcast.testTo || broadcast.leg >= broadcast.legs.length)
    return { broadcast, setting, contacts: [], progress: { state: 'done' } };
  const { cursor, audience } = broadcast;
  const page = await audiencePage(world, audience as Audience, cursor, PAGE);
  const mine = page.contacts.filter((c) => isRecipient(c) && isInLeg(broadcast, setting, c));
  const after = page.next === null ? endOfLeg(broadcast) : { cursor: page.next };
  return {
    broadcast,
    setting,
    contacts: mine.filter((_, i) => isOfShare(broadcast, broadcast.passed + i)),
    progress: { passed: broadcast.passed + mine.length, ...after },
  };
}

/** Every so many-th is of the share, the first among them, so that it is spread over all. */
function isOfShare({ share }: OwnBroadcast, position: number): boolean {
  return share === null || Math.ceil((position + 1) * share) > Math.ceil(position * share);
}

function endOfLeg({ leg, legs, share }: OwnBroadcast): Partial<OwnBroadcast> {
  const next = legs[leg + 1];
  if (next) return { leg: leg + 1, cursor: null, dueAt: next.at };
  // The share has it: the rest waits for a person, and is then gone through from the start.
  if (share !== null)
    return { state: 'paused', pausedFor: 'share', leg: 0, cursor: null, passed: 0 };
  return { state: 'done', leg: leg + 1 };
}

/**
 * Notes in a group's transaction how far a broadcast has come; false if it no longer stands where the group
 * began, as when it was paused or another worker was first. Being a write, it also makes a pause at the same
 * moment wait, or be seen: no text is stored behind its back.
 */
export async function advance(
  { store }: Pick<OwnWorld, 'store'>,
  { _id, leg, cursor, share, testTo }: OwnBroadcast,
  progress: Partial<OwnBroadcast>,
  tx: Transaction,
): Promise<boolean> {
  const { matchedCount } = await store.ownBroadcasts.updateOne(
    { _id, state: 'running', leg, cursor, share, testTo },
    { $set: progress },
    { session: tx },
  );
  return matchedCount > 0;
}

/** Hints for own broadcasts that have batches to send now. */
export async function dueOwnBatches({
  store,
  clock,
}: Pick<OwnWorld, 'store' | 'clock'>): Promise<Hint[]> {
  const due = await store.ownBroadcasts
    .find({ state: 'running', dueAt: { $lte: clock.now() } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .lean<{ _id: string }[]>();
  return due.map(({ _id }) => ({ queue: 'batches', job: { broadcast: _id } }));
}

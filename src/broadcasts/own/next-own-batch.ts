import type { Contact } from '#domain';
import type { Hint } from '#queue';
import type { OwnBroadcast, Transaction } from '#storage';
import { type Audience, audiencePage } from '../audience/index.ts';
import { isInLeg } from './legs.ts';
import { type OwnWorld, readSetting, type Setting } from './own-world.ts';
import { isRecipient } from './tally.ts';

/** Some families of a batch, stored together, and where the broadcast stands once they are. */
export type Group = { contacts: Contact[]; progress: Partial<OwnBroadcast> };

/** A broadcast's next families, in order of id, in groups. */
export type OwnBatch = { broadcast: OwnBroadcast; setting: Setting; groups: Group[] };

/**
 * How many contacts are looked at for a batch, and how many families make a group, between two of which a
 * pause takes hold: texts are stored all at once, a flow is started with one after the other.
 */
const SIZES = { texts: { page: 500, group: 500 }, flow: { page: 200, group: 20 } };

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
    return { broadcast, setting, groups: [{ contacts: [], progress: { state: 'done' } }] };
  const { cursor, content, audience } = broadcast;
  const size = SIZES['flow' in content ? 'flow' : 'texts'];
  const page = await audiencePage(world, audience as Audience, cursor, size.page);
  const mine = page.contacts.filter((c) => isRecipient(c) && isInLeg(broadcast, setting, c));
  const groups: Group[] = [];
  for (let first = 0; first < mine.length; first += size.group) {
    const contacts = mine.slice(first, first + size.group);
    const passed = broadcast.passed + first + contacts.length;
    groups.push({
      contacts: contacts.filter((_, i) => isOfShare(broadcast, broadcast.passed + first + i)),
      progress: { cursor: contacts.at(-1)!._id, passed },
    });
  }
  const last = groups.pop() ?? { contacts: [], progress: {} };
  const after = page.next === null ? endOfLeg(broadcast) : { cursor: page.next };
  return {
    broadcast,
    setting,
    groups: [...groups, { ...last, progress: { ...last.progress, ...after } }],
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

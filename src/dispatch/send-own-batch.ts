import {
  advance,
  haltAgain,
  mannerOf,
  nextOwnBatch,
  type OwnBatch,
  ownDraft,
  testDrafts,
} from '#broadcasts';
import { lockContact } from '#contacts';
import { type FlowStart, partStarts, startFlow, startTogether } from '#conversations';
import { compose, composeMany } from '#outbox';
import type { Hint } from '#queue';
import type { DispatchWorld } from './send-batch.ts';

/**
 * Reaches the next families of a programme's own broadcast; false where it has none by this id that is to
 * send now. Each batch and the note of it are one transaction: a crash repeats nothing and leaves nobody
 * out, and a pause takes hold between two of them.
 */
export async function sendOwnBatch(world: DispatchWorld, id: string): Promise<boolean> {
  const batch = await nextOwnBatch(world, id);
  if (!batch) return false;
  if (batch.broadcast.testTo) await sendTest(world, batch, batch.broadcast.testTo);
  else await sendNext(world, batch);
  return true;
}

async function sendNext(world: DispatchWorld, batch: OwnBatch): Promise<void> {
  const { broadcast, progress } = batch;
  const hints = await ('flow' in broadcast.content
    ? startAll(world, batch)
    : sendAll(world, batch));
  // Paused, stopped, or taken on by another worker.
  if (hints === null) return;
  await world.queue.enqueue(hints);
  const stands = { ...broadcast, ...progress };
  const more = stands.state === 'running' && stands.dueAt <= world.clock.now();
  if (more) await world.queue.enqueue([{ queue: 'batches', job: { broadcast: stands._id } }]);
}

/** Stores the texts of a batch in a few commands, with the note of it in one transaction. */
function sendAll(
  world: DispatchWorld,
  { broadcast, setting, contacts, progress }: OwnBatch,
): Promise<Hint[] | null> {
  const items = contacts.map((contact) => ({
    contact,
    draft: ownDraft(world, broadcast, setting, contact),
  }));
  return world.store.transaction(async (tx) => {
    if (!(await advance(world, broadcast, progress, tx))) return null;
    return composeMany(world, items, tx);
  });
}

/**
 * Starts the broadcast's flow with a batch, in the transaction that notes how far it has come. Those with
 * whom it cannot be started together are started before, each by itself: after a crash in between they are
 * tried again, and each was started once.
 */
async function startAll(
  world: DispatchWorld,
  { broadcast, contacts, progress }: OwnBatch,
): Promise<Hint[] | null> {
  const { _id, content, workshop } = broadcast;
  if (!('flow' in content)) return null;
  const starts = contacts.map((contact) => {
    const { about = null, ...manner } = mannerOf(broadcast, contact);
    const cause = `${_id}:${contact._id}`;
    return { ...manner, about, flow: content.flow, contact: contact._id, workshop, cause };
  });
  const { together, alone } = await partStarts(world, starts);
  const hints = await startAlone(world, broadcast, alone);
  const noted =
    hints &&
    (await startTogether(world, together, (tx) => advance(world, broadcast, progress, tx)));
  if (!noted) await haltAgain(world, _id);
  return noted && [...hints, ...noted];
}

/** How many are started one after the other before it is seen whether the broadcast was paused. */
const BETWEEN_LOOKS = 20;

async function startAlone(
  world: DispatchWorld,
  { _id }: OwnBatch['broadcast'],
  starts: readonly FlowStart[],
): Promise<Hint[] | null> {
  const hints: Hint[] = [];
  for (const [index, start] of starts.entries()) {
    const isLook = index % BETWEEN_LOOKS === 0;
    if (isLook && !(await world.store.ownBroadcasts.exists({ _id, state: 'running' }))) return null;
    hints.push(...(await startFlow(world, start)));
  }
  return hints;
}

/** To the one who tries it first; then it waits until it is resumed. */
async function sendTest(
  world: DispatchWorld,
  { broadcast, setting }: OwnBatch,
  testTo: string,
): Promise<void> {
  const tried = { testTo: null, state: 'paused', pausedFor: 'test' } as const;
  const hints = await world.store.transaction(async (tx) => {
    if (!(await advance(world, broadcast, tried, tx))) return [];
    const tester = await lockContact(world, testTo, tx);
    const drafts = testDrafts(world, broadcast, setting, tester);
    return (await compose(world, tester, drafts, tx)).hints;
  });
  await world.queue.enqueue(hints);
}

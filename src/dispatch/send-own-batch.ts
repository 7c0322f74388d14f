import {
  advance,
  type Group,
  haltAgain,
  mannerOf,
  nextOwnBatch,
  type OwnBatch,
  ownDraft,
  testDrafts,
} from '#broadcasts';
import { lockContact } from '#contacts';
import { startFlow } from '#conversations';
import { compose, composeMany } from '#outbox';
import type { Hint } from '#queue';
import type { DispatchWorld } from './send-batch.ts';

/**
 * Reaches the next families of a programme's own broadcast; false where it has none by this id that is to
 * send now. Each group and the note of it are one transaction: a crash repeats nothing and leaves nobody
 * out, and a pause takes hold between two of them.
 */
export async function sendOwnBatch(world: DispatchWorld, id: string): Promise<boolean> {
  const batch = await nextOwnBatch(world, id);
  if (!batch) return false;
  if (batch.broadcast.testTo) await sendTest(world, batch, batch.broadcast.testTo);
  else await sendGroups(world, batch);
  return true;
}

async function sendGroups(world: DispatchWorld, batch: OwnBatch): Promise<void> {
  let stands = batch.broadcast;
  const send = 'flow' in stands.content ? startGroup : sendGroup;
  for (const group of batch.groups) {
    const hints = await send(world, { ...batch, broadcast: stands }, group);
    // Paused, stopped, or taken on by another worker.
    if (hints === null) return;
    await world.queue.enqueue(hints);
    stands = { ...stands, ...group.progress };
  }
  const more = stands.state === 'running' && stands.dueAt <= world.clock.now();
  if (more) await world.queue.enqueue([{ queue: 'batches', job: { broadcast: stands._id } }]);
}

/** Stores the texts of a group in a few commands, with the note of it in one transaction. */
function sendGroup(
  world: DispatchWorld,
  { broadcast, setting }: OwnBatch,
  { contacts, progress }: Group,
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
 * Starts the broadcast's flow with each family, a turn of its own, and then notes how far it has come: after
 * a crash in between, the same are tried again, and each was started once.
 */
async function startGroup(
  world: DispatchWorld,
  { broadcast }: OwnBatch,
  { contacts, progress }: Group,
): Promise<Hint[] | null> {
  const { _id, content, workshop } = broadcast;
  if (!('flow' in content)) return null;
  const hints: Hint[] = [];
  for (const contact of contacts) {
    const { about = null, ...manner } = mannerOf(broadcast, contact);
    const cause = `${_id}:${contact._id}`;
    const start = { ...manner, about, flow: content.flow, contact: contact._id, workshop, cause };
    hints.push(...(await startFlow(world, start)));
  }
  const noted = await world.store.transaction((tx) => advance(world, broadcast, progress, tx));
  if (!noted) await haltAgain(world, _id);
  return noted ? hints : null;
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

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
import type { Contact } from '#domain';
import { compose, type Draft } from '#outbox';
import type { Hint } from '#queue';
import type { Transaction } from '#storage';
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

function sendGroup(
  world: DispatchWorld,
  { broadcast, setting }: OwnBatch,
  { contacts, progress }: Group,
): Promise<Hint[] | null> {
  return world.store.transaction(async (tx) => {
    if (!(await advance(world, broadcast, progress, tx))) return null;
    return storeGroup(
      world,
      contacts.map(({ _id }) => _id),
      (contact) => [ownDraft(world, broadcast, setting, contact)],
      tx,
    );
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

/** Stores the texts of a group, each contact as she stands at this moment: the one place that does. */
async function storeGroup(
  world: DispatchWorld,
  contacts: readonly string[],
  draftsFor: (contact: Contact) => Draft[],
  tx: Transaction,
): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const id of contacts) {
    const contact = await lockContact(world, id, tx);
    hints.push(...(await compose(world, contact, draftsFor(contact), tx)).hints);
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
    const drafts = (contact: Contact) => testDrafts(world, broadcast, setting, contact);
    return storeGroup(world, [testTo], drafts, tx);
  });
  await world.queue.enqueue(hints);
}

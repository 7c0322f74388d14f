import type { Contact, Message } from '#domain';
import type { Hint } from '#queue';
import { isOnlyDuplicates, type Store, type Transaction } from '#storage';
import { type Composed, type Draft, decided, hintsFor, messageOf } from './compose.ts';
import { type GroupWorld, groupFacts } from './group-facts.ts';

/** One text of a group, and who it is for. */
export type Item = { contact: Pick<Contact, '_id'>; draft: Draft };

/**
 * Stores texts to many at once, each after the gate, as `compose` does for one contact: two commands to
 * MongoDB for all of them, three in a transaction. A draft whose cause is already stored is passed over, so
 * a group that was interrupted may simply be composed again. Nobody is locked: an opt-out that comes in
 * between leaves a queued text, which the gate holds back when it is to be sent.
 * @param tx the transaction to store them in; what the gate must know is read outside of it
 * @returns hints for all that may go now, one for a hundred texts
 */
export async function composeMany(
  world: GroupWorld,
  items: readonly Item[],
  tx?: Transaction,
): Promise<Hint[]> {
  if (tx) return (await composeIn(world, items, tx)).hints;
  const texts = await decideAll(world, items);
  if (texts.length > 0) await insert(world, texts);
  // Of one stored before, a hint too many does nothing.
  return hintsFor(texts, world.clock.now());
}

/** As `composeMany` in a transaction; gives the texts that were stored by this, too. */
export async function composeIn(
  world: GroupWorld,
  items: readonly Item[],
  tx: Transaction,
): Promise<Omit<Composed, 'claimed'>> {
  const texts = await decideAll(world, items);
  const messages = texts.length > 0 ? await insertIn(world, texts, tx) : [];
  return { messages, hints: hintsFor(messages, world.clock.now()) };
}

async function decideAll(world: GroupWorld, items: readonly Item[]): Promise<Message[]> {
  if (items.length === 0) return [];
  const drafted = items.map(({ contact, draft }) => messageOf(world, contact, draft));
  const facts = await groupFacts(world, drafted);
  const texts: Message[] = [];
  for (const message of drafted) {
    const known = facts.factsFor(message);
    // Erased since the audience was read: there is nobody to write to.
    if (!known) continue;
    const text = decided(message, known);
    if (text.state === 'queued') facts.count(text);
    texts.push(text);
  }
  return texts;
}

type MessageStore = { store: Pick<Store, 'messages'> };

async function insert({ store }: MessageStore, texts: readonly Message[]): Promise<void> {
  try {
    await store.messages.insertMany(texts, { ordered: false, lean: true });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
}

/** In a transaction a duplicate would end it: what is stored already is looked for first. Gives the others. */
async function insertIn(
  { store }: MessageStore,
  texts: readonly Message[],
  tx: Transaction,
): Promise<Message[]> {
  const causes = texts.map(({ cause }) => cause);
  const stored = await store.messages
    .find({ cause: { $in: causes } }, { cause: 1, _id: 0 })
    .batchSize(causes.length + 1)
    .session(tx)
    .lean<Pick<Message, 'cause'>[]>();
  const known = new Set(stored.map(({ cause }) => cause));
  const fresh = texts.filter(({ cause }) => !known.has(cause));
  if (fresh.length > 0) await store.messages.insertMany(fresh, { lean: true, session: tx });
  return fresh;
}

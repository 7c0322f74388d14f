import type { Contact, Message } from '#domain';
import type { Hint } from '#queue';
import { isOnlyDuplicates } from '#storage';
import { type Draft, decided, hintsFor, messageOf } from './compose.ts';
import { type GroupWorld, groupFacts } from './group-facts.ts';

/** One text of a group, and who it is for. */
export type Item = { contact: Pick<Contact, '_id'>; draft: Draft };

/**
 * Stores texts to many at once, each after the gate, as `compose` does for one contact: two commands to
 * MongoDB for all of them. A draft whose cause is already stored is passed over, so a group that was
 * interrupted may simply be composed again. Nobody is locked: an opt-out that comes in between leaves a
 * queued text, which the gate holds back when it is to be sent.
 * @returns hints for all that may go now, one for a hundred texts
 */
export async function composeMany(world: GroupWorld, items: readonly Item[]): Promise<Hint[]> {
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
  try {
    await world.store.messages.insertMany(texts, { ordered: false, lean: true });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
  // Of one stored before, a hint too many does nothing.
  return hintsFor(texts, world.clock.now());
}

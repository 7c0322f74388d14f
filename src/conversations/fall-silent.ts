import { boundsPassed } from '#domain';
import { LOOP } from '#inbox';
import { humanMatter, isDanger } from './human-matter.ts';
import { callTo } from './to-person.ts';
import type { ConversationWorld, Turn } from './turn.ts';
import { understandIn } from './understand-in.ts';

/**
 * Whether she has been answered so often that another answer would only call forth the next message. Her own
 * messages are counted first, on what the turn has read anyway; only of who wrote that much our answers are.
 */
export async function isAnsweredEnough(world: ConversationWorld, turn: Turn): Promise<boolean> {
  const { _id: contact, wroteAt = [] } = turn.contact;
  for (const { since, most } of boundsPassed(wroteAt)) {
    const answers = await world.store.messages
      .countDocuments({
        contact,
        kind: { $in: ['answer', 'fixed'] },
        createdAt: { $gt: since },
        state: { $nin: ['withheld', 'cancelled'] },
      })
      .session(turn.tx);
    if (answers >= most) return true;
  }
  return false;
}

/** Says nothing: a person reads it with all else that came so, and in danger staff are called as ever. */
export async function fallSilent(world: ConversationWorld, turn: Turn): Promise<void> {
  if (!turn.inbound) return;
  const matter = humanMatter(await understandIn(world, turn, null));
  if (matter && isDanger(matter)) await callTo(world, turn, matter);
  else turn.inbound.forPerson = LOOP;
}

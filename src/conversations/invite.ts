import type { Workshop } from '#domain';
import type { Hint } from '#queue';
import { inTurn } from './in-turn.ts';
import { INVITATIONS } from './lists/event-list.ts';
import { inviteTogether } from './lists/invite-together.ts';
import { mayInvite, toldNext } from './lists/may-invite.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/**
 * Invites families to a workshop, each in a turn of its own: the flow `rsvp` begins with the invitation
 * itself. A family that was reached under this `cause`, knows this date already from an invitation, or has
 * answered for it, is passed over. Where other workshops of the same week are given (`others`), a family
 * that is to hear of several at its sites is invited to all of them in one text, the flow `invitations`;
 * what that has no room for she is told of when she has answered it, and not by its own stage.
 */
export async function startMany(
  world: ConversationWorld,
  workshop: Workshop,
  contacts: readonly string[],
  cause: string,
  others: readonly Workshop[] | null = null,
): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const contact of contacts) {
    hints.push(...(await invite(world, workshop, contact, `${cause}:${contact}`, others)));
  }
  return hints;
}

function invite(
  world: ConversationWorld,
  workshop: Workshop,
  contactId: string,
  cause: string,
  others: readonly Workshop[] | null,
): Promise<Hint[]> {
  const { _id, startsAt } = workshop;
  const manner: Manner = {
    kind: 'proactive',
    hours: 'usual',
    validUntil: startsAt,
    about: { workshop: _id, startsAt, states: ['invited'] },
    stage: 'invitation',
  };
  return inTurn(world, contactId, cause, manner, async (turn) => {
    if (await isBegun(world, turn)) return;
    if (!(await mayInvite(world, turn, workshop))) return;
    const together = others ? await togetherFor(world, turn, workshop, others) : [workshop];
    if (together.length === 0) return;
    await inviteTogether(world, turn, together);
  });
}

/** Whether this very turn was taken before. */
async function isBegun({ store }: ConversationWorld, { cause, tx }: Turn): Promise<boolean> {
  const causes = ['rsvp', INVITATIONS].map((flow) => `${cause}:${flow}`);
  return (await store.conversations.exists({ cause: { $in: causes } }).session(tx)) !== null;
}

/** The workshops she is told of together; none where an open list of hers is to tell her of this one. */
async function togetherFor(
  world: ConversationWorld,
  turn: Turn,
  workshop: Workshop,
  others: readonly Workshop[],
): Promise<Workshop[]> {
  // An id that parts lists and options stands in none.
  const isNameable = ({ _id }: Workshop) => /^[^=,\s]+$/.test(_id);
  if (!isNameable(workshop)) return [workshop];
  const later = await toldNext(world, turn);
  if (later.has(workshop._id)) return [];
  const together = [workshop];
  for (const other of others.filter(isNameable)) {
    const isHers = turn.contact.sites.includes(other.site) && !later.has(other._id);
    if (isHers && (await mayInvite(world, turn, other))) together.push(other);
  }
  return together;
}

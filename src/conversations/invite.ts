import { toldDate } from '#broadcasts';
import type { Rsvp, Workshop } from '#domain';
import type { Facts } from '#engine';
import type { Hint } from '#queue';
import { markInvited } from '#workshops';
import { beginConversation, drive } from './drive.ts';
import { endOthers, inTurn } from './in-turn.ts';
import { workshopFacts } from './say.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/**
 * Invites families to a workshop, each in a turn of its own: the flow `rsvp` begins with the invitation
 * itself. A family that was reached under this `cause`, knows this date already from an invitation, or has
 * answered for it, is passed over.
 */
export async function startMany(
  world: ConversationWorld,
  workshop: Workshop,
  contacts: readonly string[],
  cause: string,
): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const contact of contacts) {
    hints.push(...(await invite(world, workshop, contact, `${cause}:${contact}`)));
  }
  return hints;
}

function invite(
  world: ConversationWorld,
  workshop: Workshop,
  contactId: string,
  cause: string,
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
    if (await isAnsweredOrInvited(world, turn, workshop)) return;
    await markInvited(world, workshop, contactId, turn.tx);
    await endOthers(world, turn, _id);
    const stored = beginConversation(world, turn, 'rsvp', _id);
    const first = turn.contact.firstTextAt === null;
    const facts: Facts = { ...workshopFacts(workshop), first, answered: false, seat: false };
    await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  });
}

async function isAnsweredOrInvited(
  world: ConversationWorld,
  turn: Turn,
  { _id: workshop, startsAt }: Workshop,
): Promise<boolean> {
  const { store } = world;
  const contact = turn.contact._id;
  const cause = `${turn.cause}:rsvp`;
  if (await store.conversations.exists({ cause }).session(turn.tx)) return true;
  const rsvp = await store.rsvps.findOne({ workshop, contact }).session(turn.tx).lean<Rsvp>();
  if (!rsvp) return false;
  if (rsvp.state === 'invited') {
    return (await toldDate(world, contact, workshop, turn.tx)).isTold(startsAt);
  }
  // A no was said to that date; another date may suit her.
  const refused = rsvp.state === 'no' || rsvp.state === 'cancelled';
  return !refused || rsvp.startsAt.getTime() === startsAt.getTime();
}

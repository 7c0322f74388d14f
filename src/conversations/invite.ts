import type { Workshop } from '#domain';
import type { Facts } from '#engine';
import type { Hint } from '#queue';
import { markInvited } from '#workshops';
import { beginConversation, drive } from './drive.ts';
import { endOthers, inTurn } from './in-turn.ts';
import { workshopFacts } from './say.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/**
 * Invites families to a workshop, each in a turn of its own: the flow `rsvp` begins with the invitation
 * itself. A family that was reached under this `cause`, or has answered for this date, is passed over.
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
    if (await isAnsweredOrStarted(world, turn, workshop)) return;
    await markInvited(world, workshop, contactId, turn.tx);
    await endOthers(world, turn, _id);
    const stored = beginConversation(world, turn, 'rsvp', _id);
    const first = turn.contact.firstTextAt === null;
    const facts: Facts = { ...workshopFacts(workshop), first, answered: false, seat: false };
    await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  });
}

async function isAnsweredOrStarted(
  world: ConversationWorld,
  turn: Turn,
  workshop: Workshop,
): Promise<boolean> {
  const { store } = world;
  const started = await store.conversations
    .exists({ cause: `${turn.cause}:rsvp` })
    .session(turn.tx);
  if (started) return true;
  const answered = await store.rsvps
    .exists({
      workshop: workshop._id,
      contact: turn.contact._id,
      $or: [
        { state: { $in: ['yes', 'maybe', 'waitlisted', 'offered'] } },
        { state: { $in: ['no', 'cancelled'] }, startsAt: workshop.startsAt },
      ],
    })
    .session(turn.tx);
  return answered !== null;
}

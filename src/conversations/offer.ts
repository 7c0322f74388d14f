import type { Workshop } from '#domain';
import type { Hint } from '#queue';
import { endOffer, offerSeats } from '#workshops';
import { beginConversation, drive } from './drive.ts';
import { endOthers, inTurn } from './in-turn.ts';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/**
 * Offers free seats to a family on the waitlist: held for it in the same transaction, with the question.
 * Null where the seats or the time are no longer there.
 */
export async function startOffer(
  world: ConversationWorld,
  workshop: Workshop,
  contactId: string,
  cause: string,
): Promise<Hint[] | null> {
  const about = {
    workshop: workshop._id,
    startsAt: workshop.startsAt,
    states: ['offered' as const],
  };
  const validUntil = workshop.startsAt;
  const manner: Manner = { kind: 'notice', hours: 'usual', validUntil, about, stage: 'seat_offer' };
  let offered = false;
  const hints = await inTurn(world, contactId, cause, manner, async (turn) => {
    const asked = { workshop: workshop._id, contact: contactId, cause };
    const until = await offerSeats(world, asked, turn.tx);
    offered = until !== null;
    if (!until) return;
    turn.manner = { ...turn.manner, validUntil: until };
    await endOthers(world, turn, workshop._id);
    const stored = beginConversation(world, turn, 'seat_offer', workshop._id);
    const rsvp = await partyOf(world, turn, workshop._id);
    const facts = { until: until.toISOString(), party_size: rsvp };
    await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  });
  return offered ? hints : null;
}

/** An offer whose time has passed: the seats go on, and she is told so. */
export async function lapseOffer(
  world: ConversationWorld,
  workshopId: string,
  contactId: string,
  cause: string,
): Promise<Hint[]> {
  const manner: Manner = { kind: 'notice', hours: 'usual', validUntil: world.clock.now() };
  return inTurn(world, contactId, cause, manner, async (turn) => {
    const asked = { workshop: workshopId, contact: contactId, cause };
    const found = await readWorkshop(world, workshopId, turn.tx);
    if (!found || (await endOffer(world, asked, turn.tx)) === 'gone') return;
    const { _id, startsAt } = found.workshop;
    const about = { workshop: _id, startsAt, states: ['no' as const] };
    turn.manner = { ...manner, validUntil: startsAt, about, stage: 'offer_lapsed' };
    await endOthers(world, turn, workshopId);
    const stored = beginConversation(world, turn, 'seat_offer', workshopId);
    await drive(world, turn, stored, {
      kind: 'start',
      facts: {},
      understood: null,
      node: 'lapsed',
    });
  });
}

async function partyOf(world: ConversationWorld, turn: Turn, workshop: string): Promise<number> {
  const rsvp = await world.store.rsvps
    .findOne({ workshop, contact: turn.contact._id }, { party: 1 })
    .session(turn.tx)
    .lean<{ party: number }>();
  return rsvp?.party ?? 1;
}

import { type Contact, channelFor, hasConsent, type Workshop } from '#domain';
import type { Hint } from '#queue';
import { endOffer, offerSeats } from '#workshops';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import { endOthers, inTurn } from './in-turn.ts';
import { readWorkshop, workshopFacts } from './say.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/**
 * Offers free seats to a family on the waitlist: held for it in the same transaction, with the question.
 * Null where the seats or the time are no longer there, or no text may or can reach her now: then nothing
 * is held, and the next family's turn has come.
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
    offered = false;
    if (!canBeAsked(turn.contact)) return;
    const asked = { workshop: workshop._id, contact: contactId, cause };
    const until = await offerSeats(world, asked, turn.tx);
    if (!until) return;
    offered = true;
    turn.manner = { ...turn.manner, validUntil: until };
    await endOthers(world, turn, workshop._id);
    const stored = beginConversation(world, turn, 'seat_offer', workshop._id);
    const rsvp = await partyOf(world, turn, workshop._id);
    const { childcare_offered = false } = workshopFacts(workshop);
    const facts = { until: until.toISOString(), party_size: rsvp, childcare_offered };
    await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  });
  return offered ? hints : null;
}

function canBeAsked(contact: Contact): boolean {
  const { consent, numberDead } = contact;
  const isReached = !numberDead || channelFor(contact) === 'whatsapp';
  return hasConsent(consent, 'workshops') && !consent.carrierBlockedAt && isReached;
}

/**
 * Ends an offer: the seats go on. She is told so where its time has passed; an offer that never reached
 * her (`unsent`) ends without a word.
 */
export async function lapseOffer(
  world: ConversationWorld,
  offer: { workshop: string; contact: string; cause: string; unsent: boolean },
): Promise<Hint[]> {
  const { workshop: workshopId, contact, cause, unsent } = offer;
  const manner: Manner = { kind: 'notice', hours: 'usual', validUntil: world.clock.now() };
  return inTurn(world, contact, cause, manner, async (turn) => {
    const found = await readWorkshop(world, workshopId, turn);
    const asked = { workshop: workshopId, contact, cause };
    if (!found || (await endOffer(world, asked, turn.tx)) === 'gone') return;
    await endOthers(world, turn, workshopId);
    if (unsent) return;
    const { _id, startsAt } = found.workshop;
    const about = { workshop: _id, startsAt, states: ['no' as const] };
    turn.manner = { ...manner, validUntil: startsAt, about, stage: 'offer_lapsed' };
    const stored = beginConversation(world, turn, 'seat_offer', workshopId);
    const start = { kind: 'start', facts: {}, understood: null, node: 'lapsed' } as const;
    await drive(world, turn, stored, start);
  });
}

async function partyOf(world: ConversationWorld, turn: Turn, workshop: string): Promise<number> {
  const rsvp = await world.store.rsvps
    .findOne({ workshop, contact: turn.contact._id }, { party: 1 })
    .session(turn.tx)
    .lean<{ party: number }>();
  return rsvp?.party ?? 1;
}

import type { Mode, Rsvp } from '#domain';
import type { Facts, FactValue } from '#engine';
import {
  type Asked,
  acceptOffer,
  decline,
  endOffer,
  maybe,
  reserve,
  setChildcare,
  setMode,
} from '#workshops';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import type { Outcome, Step } from './step.ts';

/** Books, or changes a booking; tells the party that now stands. */
export const reserveStep: Step = async (world, turn, stored, args) => {
  const wish = { party: Number(args.party_size) || 1, mode: modeOf(args.mode) };
  const outcome = await reserve(world, askedBy(turn, stored), wish, turn.tx);
  // Booked or put on the waitlist, her party is the one she wished for; else what stood before counts.
  const taken = outcome === 'booked' || outcome === 'changed' || outcome === 'waitlisted';
  if (taken && !wish.mode) return { outcome, facts: { party_size: wish.party } };
  const rsvp = await rsvpOf(world, turn, stored);
  // The mode is told only where she chose it: an RSVP is in person until she says otherwise.
  const chosen: Facts = wish.mode && rsvp ? { mode: rsvp.mode } : {};
  const facts: Facts = rsvp ? { party_size: rsvp.party, ...chosen } : {};
  return { outcome, facts };
};

export const declineStep: Step = async (world, turn, stored) =>
  plain(await decline(world, askedBy(turn, stored), turn.tx));

export const maybeStep: Step = async (world, turn, stored) =>
  plain(await maybe(world, askedBy(turn, stored), turn.tx));

export const setModeStep: Step = async (world, turn, stored, args) =>
  plain(await setMode(world, askedBy(turn, stored), modeOf(args.mode) ?? 'in_person', turn.tx));

export const setChildcareStep: Step = async (world, turn, stored, args) =>
  plain(await setChildcare(world, askedBy(turn, stored), Number(args.childcare) || 0, turn.tx));

export const acceptOfferStep: Step = async (world, turn, stored) => {
  const outcome = await acceptOffer(world, askedBy(turn, stored), turn.tx);
  const rsvp = await rsvpOf(world, turn, stored);
  const facts: Facts = rsvp ? { party_size: rsvp.party } : {};
  return { outcome, facts };
};

export const declineOfferStep: Step = async (world, turn, stored) =>
  plain(await endOffer(world, askedBy(turn, stored), turn.tx));

function plain(outcome: string): Outcome {
  return { outcome, facts: {} };
}

function modeOf(value: FactValue | undefined): Mode | undefined {
  return value === 'zoom' || value === 'in_person' ? value : undefined;
}

function askedBy(turn: Turn, stored: Stored): Asked {
  const id = stored.workshop ?? '';
  const workshop = turn.workshops.get(id);
  const rsvp = turn.rsvps.find((one) => one.workshop === id);
  return {
    workshop: id,
    contact: turn.contact._id,
    read: workshop && rsvp ? { workshop, rsvp } : null,
    cause: `${turn.cause}:${stored._id}:${stored.state.step}`,
  };
}

function rsvpOf(world: ConversationWorld, turn: Turn, stored: Stored): Promise<Rsvp | null> {
  return world.store.rsvps
    .findOne({ workshop: stored.workshop ?? '', contact: turn.contact._id })
    .session(turn.tx)
    .lean<Rsvp>();
}

import {
  type Clock,
  freeSeats,
  HOUR,
  MODES,
  nextOnWaitlist,
  nextOpening,
  type Rsvp,
  type Site,
  type Workshop,
} from '#domain';
import type { Store, Transaction } from '#storage';
import {
  type Asked,
  freeSeatsOf,
  isOpenForAnswers,
  readBoth,
  saveRsvp,
  seatsHeld,
  takeSeats,
  type WorkshopWorld,
} from './seats.ts';

/** A family has this long to answer, counted from when the offer may be sent, or until shortly before. */
const TIME_TO_ANSWER = 24 * HOUR;
const LAST_ANSWER_BEFORE_START = 2 * HOUR;
/** With less than this to answer in, an offer would be a false hope. */
const SHORTEST_OFFER = HOUR;

/**
 * The family to whom seats that are free now are to be offered; null where there is none. `passedOver` are
 * contacts to whom none can be offered now; they keep their place.
 */
export async function nextToOffer(
  world: { store: Pick<Store, 'workshops' | 'rsvps'>; clock: Clock },
  workshopId: string,
  passedOver: readonly string[] = [],
): Promise<Rsvp | null> {
  const workshop = await world.store.workshops.findById(workshopId).lean<Workshop>();
  if (!isOpenForAnswers(workshop, world.clock.now())) return null;
  const waiting = await world.store.rsvps
    .find({ workshop: workshopId, state: 'waitlisted', contact: { $nin: passedOver } })
    .sort({ waitlistedAt: 1 })
    .lean<Rsvp[]>();
  for (const mode of MODES) {
    const ofMode = waiting.filter((rsvp) => rsvp.mode === mode);
    const next = nextOnWaitlist(ofMode, freeSeats(workshop.seats[mode]));
    if (next) return next;
  }
  return null;
}

/**
 * Holds seats for a family on the waitlist until it answers: they are taken from the counter at once, so
 * that no seat is promised twice. Gives when the offer lapses; null if it can no longer be made.
 */
export async function offerSeats(
  world: WorkshopWorld & { store: Pick<Store, 'sites'> },
  asked: Asked,
  tx: Transaction,
): Promise<Date | null> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (rsvp?.state !== 'waitlisted' || !isOpenForAnswers(workshop, world.clock.now())) return null;
  const offerUntil = await lapseOf(world, workshop, tx);
  if (!offerUntil) return null;
  if (!(await takeSeats(world, workshop._id, rsvp.mode, rsvp.party, tx))) return null;
  await saveRsvp(world, workshop, asked.contact, { state: 'offered', offerUntil }, tx);
  return offerUntil;
}

async function lapseOf(
  { store, clock }: { store: Pick<Store, 'sites'>; clock: Clock },
  workshop: Workshop,
  tx: Transaction,
): Promise<Date | null> {
  const site = await store.sites.findById(workshop.site).session(tx).lean<Site>();
  const at = clock.now();
  const place = { timeZone: site?.timeZone ?? 'UTC', state: site?.state ?? null };
  const last = workshop.startsAt.getTime() - LAST_ANSWER_BEFORE_START;
  // What would come too late by the usual hours goes within the hard ones, as the gate lets it.
  for (const limits of ['usual', 'hard'] as const) {
    const sendable = nextOpening({ at, ...place, limits }).getTime();
    const until = Math.min(sendable + TIME_TO_ANSWER, last);
    if (until - sendable >= SHORTEST_OFFER) return new Date(until);
  }
  return null;
}

/** She takes the seats that were held for her. */
export async function acceptOffer(
  world: WorkshopWorld,
  asked: Asked,
  tx: Transaction,
): Promise<'booked' | 'gone'> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (rsvp?.state !== 'offered' || !isOpenForAnswers(workshop, world.clock.now())) return 'gone';
  const booked = { state: 'yes', offerUntil: null, waitlistedAt: null } as const;
  await saveRsvp(world, workshop, asked.contact, booked, tx);
  return 'booked';
}

/**
 * The offer ends without a yes, or could not be made: the seats go on, and she leaves the waitlist. For how
 * many she waited stays known, should she come back.
 */
export async function endOffer(
  world: WorkshopWorld,
  asked: Asked,
  tx: Transaction,
): Promise<'declined' | 'gone'> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (!workshop || rsvp?.state !== 'offered') return 'gone';
  await freeSeatsOf(world, rsvp, seatsHeld(rsvp), asked.cause, tx);
  const gone = { state: 'no', offerUntil: null, waitlistedAt: null } as const;
  await saveRsvp(world, workshop, asked.contact, gone, tx);
  return 'declined';
}

import { type Mode, modesOf, type Rsvp, type RsvpState } from '#domain';
import type { Transaction } from '#storage';
import { giveBackChildcare } from './childcare.ts';
import { reserve } from './reserve.ts';
import {
  type Asked,
  freeSeatsOf,
  isOpenForAnswers,
  readBoth,
  saveRsvp,
  seatsHeld,
  type WorkshopWorld,
} from './seats.ts';

/**
 * The family does not come: its seats and places in childcare are given back, and the waitlist gets them.
 * `cancelled` where it had said yes, else `declined`.
 */
export async function decline(
  world: WorkshopWorld,
  asked: Asked,
  tx: Transaction,
): Promise<'declined' | 'cancelled' | 'closed'> {
  const state = await giveUp(
    world,
    asked,
    (rsvp) => (rsvp?.state === 'yes' ? 'cancelled' : 'no'),
    tx,
  );
  if (state === null) return 'closed';
  return state === 'cancelled' ? 'cancelled' : 'declined';
}

/** The family may come; no seats are held for a maybe. */
export async function maybe(
  world: WorkshopWorld,
  asked: Asked,
  tx: Transaction,
): Promise<'recorded' | 'closed'> {
  return (await giveUp(world, asked, () => 'maybe', tx)) === null ? 'closed' : 'recorded';
}

async function giveUp(
  world: WorkshopWorld,
  asked: Asked,
  next: (rsvp: Rsvp | null) => RsvpState,
  tx: Transaction,
): Promise<RsvpState | null> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (!isOpenForAnswers(workshop, world.clock.now())) return null;
  const state = next(rsvp);
  if (rsvp) {
    await freeSeatsOf(world, rsvp, seatsHeld(rsvp), asked.cause, tx);
  }
  const change = {
    state,
    party: 0,
    offerUntil: null,
    waitlistedAt: null,
    ...(await giveBackChildcare(world, rsvp, tx)),
  };
  await saveRsvp(world, workshop, asked.contact, change, tx);
  return state;
}

/** Changes in person to Zoom or back, with the seats she has; `full` too where it is not offered. */
export async function setMode(
  world: WorkshopWorld,
  asked: Asked,
  mode: Mode,
  tx: Transaction,
): Promise<'changed' | 'full' | 'closed'> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (!isOpenForAnswers(workshop, world.clock.now())) return 'closed';
  if (!modesOf(workshop).includes(mode)) return 'full';
  if (!rsvp || seatsHeld(rsvp) === 0 || rsvp.mode === mode) {
    if (rsvp) await saveRsvp(world, workshop, asked.contact, { mode }, tx);
    return 'changed';
  }
  const outcome = await reserve(world, asked, { party: rsvp.party, mode }, tx);
  return outcome === 'changed' || outcome === 'booked' ? 'changed' : 'full';
}

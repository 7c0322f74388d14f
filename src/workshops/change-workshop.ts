import { type Rsvp, STANDING_STATES, type Workshop } from '#domain';
import { newId, type Transaction } from '#storage';
import { recordChange, takeSeats, type WorkshopWorld } from './seats.ts';

export type Changed =
  | { kind: 'changed' }
  | {
      kind: 'refused';
      reason: 'unknown_workshop' | 'already_cancelled' | 'same_time' | 'in_the_past';
    };

/**
 * Moves a workshop to another start, of the same length. Recorded as `moved`: those who said yes or maybe
 * are told, and reminders follow the new date. `by` names the person who confirmed it, if one did.
 */
export async function moveWorkshop(
  world: WorkshopWorld,
  id: string,
  startsAt: Date,
  by: string | null,
): Promise<Changed> {
  return world.store.transaction(async (tx) => {
    const workshop = await world.store.workshops.findById(id).session(tx).lean<Workshop>();
    return workshop ? moveIn(world, workshop, startsAt, by, tx) : refused('unknown_workshop');
  });
}

/** Moves a workshop within `tx`. */
export async function moveIn(
  world: WorkshopWorld,
  workshop: Workshop,
  startsAt: Date,
  by: string | null,
  tx: Transaction,
): Promise<Changed> {
  const { _id: id, startsAt: before } = workshop;
  if (workshop.cancelledAt) return refused('already_cancelled');
  if (before.getTime() === startsAt.getTime()) return refused('same_time');
  if (startsAt <= world.clock.now()) return refused('in_the_past');
  const endsAt = new Date(startsAt.getTime() + workshop.endsAt.getTime() - before.getTime());
  const session = { session: tx };
  await world.store.workshops.updateOne({ _id: id }, { $set: { startsAt, endsAt } }, session);
  const standing = { workshop: id, state: { $in: STANDING_STATES } };
  await world.store.rsvps.updateMany(standing, { $set: { startsAt } }, session);
  const cause = `moved:${id}:${newId()}`;
  await recordChange(world, { type: 'moved', workshop: id, before, by, cause }, tx);
  await takeOffersBack(world, id, `${cause}:offers`, tx);
  return { kind: 'changed' };
}

/** An offer of seats at another time is no offer: she waits where she waited, and is offered them anew. */
async function takeOffersBack(
  world: WorkshopWorld,
  id: string,
  cause: string,
  tx: Transaction,
): Promise<void> {
  const offered = await world.store.rsvps
    .find({ workshop: id, state: 'offered' })
    .session(tx)
    .lean<Rsvp[]>();
  for (const { _id, mode, party } of offered) {
    await takeSeats(world, id, mode, -party, tx);
    const waiting = { state: 'waitlisted' as const, offerUntil: null };
    await world.store.rsvps.updateOne({ _id }, { $set: waiting }, { session: tx });
  }
  if (offered.length > 0)
    await recordChange(world, { type: 'seat_freed', workshop: id, cause }, tx);
}

/**
 * Cancels a workshop, recorded as `cancelled`: those who said yes or maybe are told, all else is stale, and
 * no open offer lapses any more.
 */
export async function cancelWorkshop(
  world: WorkshopWorld,
  id: string,
  by: string | null,
): Promise<Changed> {
  return world.store.transaction(async (tx) => {
    const workshop = await world.store.workshops.findById(id).session(tx).lean<Workshop>();
    if (!workshop) return refused('unknown_workshop');
    if (workshop.cancelledAt) return refused('already_cancelled');
    const session = { session: tx };
    const cancelledAt = world.clock.now();
    await world.store.workshops.updateOne({ _id: id }, { $set: { cancelledAt } }, session);
    const ended = { $set: { offerUntil: null } };
    await world.store.rsvps.updateMany({ workshop: id, state: 'offered' }, ended, session);
    const cause = `cancelled:${id}`;
    await recordChange(world, { type: 'cancelled', workshop: id, by, cause }, tx);
    return { kind: 'changed' };
  });
}

function refused(reason: Extract<Changed, { kind: 'refused' }>['reason']): Changed {
  return { kind: 'refused', reason };
}

import type { Rsvp, Workshop } from '#domain';

import { recordChange, type WorkshopWorld } from './seats.ts';

/** Those who are told of a change, and whose answer stands for the new date until they say otherwise. */
const STANDING: Rsvp['state'][] = ['yes', 'maybe', 'waitlisted', 'offered'];

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
    if (!workshop) return { kind: 'refused', reason: 'unknown_workshop' };
    if (workshop.cancelledAt) return { kind: 'refused', reason: 'already_cancelled' };
    if (workshop.startsAt.getTime() === startsAt.getTime()) {
      return { kind: 'refused', reason: 'same_time' };
    }
    if (startsAt <= world.clock.now()) return { kind: 'refused', reason: 'in_the_past' };
    const before = workshop.startsAt;
    const endsAt = new Date(startsAt.getTime() + workshop.endsAt.getTime() - before.getTime());
    const session = { session: tx };
    await world.store.workshops.updateOne({ _id: id }, { $set: { startsAt, endsAt } }, session);
    const standing = { workshop: id, state: { $in: STANDING } };
    await world.store.rsvps.updateMany(standing, { $set: { startsAt } }, session);
    const cause = `moved:${id}:${before.getTime()}:${startsAt.getTime()}:${world.clock.real().getTime()}`;
    await recordChange(world, { type: 'moved', workshop: id, before, by, cause }, tx);
    return { kind: 'changed' };
  });
}

/** Cancels a workshop, recorded as `cancelled`: those who said yes or maybe are told, all else is stale. */
export async function cancelWorkshop(
  world: WorkshopWorld,
  id: string,
  by: string | null,
): Promise<Changed> {
  return world.store.transaction(async (tx) => {
    const workshop = await world.store.workshops.findById(id).session(tx).lean<Workshop>();
    if (!workshop) return { kind: 'refused', reason: 'unknown_workshop' };
    if (workshop.cancelledAt) return { kind: 'refused', reason: 'already_cancelled' };
    const cancelledAt = world.clock.now();
    await world.store.workshops.updateOne({ _id: id }, { $set: { cancelledAt } }, { session: tx });
    await recordChange(
      world,
      { type: 'cancelled', workshop: id, by, cause: `cancelled:${id}` },
      tx,
    );
    return { kind: 'changed' };
  });
}

/** Writes a site or a workshop as a list gives it. A start that differs from the known one is a move. */
export async function importWorkshop(
  world: WorkshopWorld,
  given: Omit<Workshop, 'cancelledAt' | 'seats' | 'childcare'> & {
    capacity: number | null;
    zoomCapacity: number | null;
    childcareCapacity: number | null;
  },
): Promise<'created' | 'changed'> {
  const { capacity, zoomCapacity, childcareCapacity, startsAt, endsAt, _id, ...fields } = given;
  const known = await world.store.workshops.findById(_id).lean<Workshop>();
  const capacities = {
    'seats.in_person.capacity': capacity,
    'seats.zoom.capacity': zoomCapacity,
    'childcare.capacity': childcareCapacity,
  };
  const times = known ? {} : { startsAt, endsAt };
  await world.store.workshops.updateOne(
    { _id },
    { $set: { ...fields, ...capacities, ...times } },
    { upsert: true, setDefaultsOnInsert: true },
  );
  if (!known) return 'created';
  if (known.startsAt.getTime() !== startsAt.getTime())
    await moveWorkshop(world, _id, startsAt, null);
  await world.store.workshops.updateOne({ _id, startsAt }, { $set: { endsAt } });
  if (known.seats.in_person.capacity !== capacity || known.seats.zoom.capacity !== zoomCapacity) {
    const cause = `capacity:${_id}:${world.clock.real().getTime()}`;
    await world.store.transaction((tx) =>
      recordChange(world, { type: 'seat_freed', workshop: _id, cause }, tx),
    );
  }
  return 'changed';
}

import type { Workshop } from '#domain';
import { newId, type Transaction } from '#storage';
import { moveIn } from './change-workshop.ts';
import { recordChange, type WorkshopWorld } from './seats.ts';

/** A workshop as a list gives it; a capacity of null is without limit. */
export type WorkshopRecord = Omit<Workshop, 'cancelledAt' | 'seats' | 'childcare'> & {
  capacity: number | null;
  zoomCapacity: number | null;
  childcareCapacity: number | null;
};

/**
 * Writes a workshop as a list gives it. A start that differs from the known one is a move, with all that
 * follows from it, and a move that cannot be made refuses the whole line; more seats than before go to
 * the waitlist.
 */
export async function importWorkshop(
  world: WorkshopWorld,
  given: WorkshopRecord,
): Promise<'created' | 'changed' | { refused: string }> {
  return world.store.transaction(async (tx) => {
    const known = await world.store.workshops.findById(given._id).session(tx).lean<Workshop>();
    const { _id, startsAt, endsAt } = given;
    const moved = known && (await moveIn(world, known, startsAt, null, tx));
    if (moved?.kind === 'refused' && moved.reason !== 'same_time') {
      return {
        refused: `startsAt: the workshop cannot be moved: ${moved.reason.replaceAll('_', ' ')}`,
      };
    }
    await write(world, given, known, tx);
    if (!known) return 'created';
    const length = { $set: { endsAt } };
    await world.store.workshops.updateOne({ _id, startsAt }, length, { session: tx });
    const { in_person, zoom } = known.seats;
    if (in_person.capacity !== given.capacity || zoom.capacity !== given.zoomCapacity) {
      const cause = `capacity:${_id}:${newId()}`;
      await recordChange(world, { type: 'seat_freed', workshop: _id, cause }, tx);
    }
    return 'changed';
  });
}

async function write(
  world: WorkshopWorld,
  given: WorkshopRecord,
  known: Workshop | null,
  tx: Transaction,
): Promise<void> {
  const { capacity, zoomCapacity, childcareCapacity, startsAt, endsAt, _id, ...fields } = given;
  const capacities = {
    'seats.in_person.capacity': capacity,
    'seats.zoom.capacity': zoomCapacity,
    'childcare.capacity': childcareCapacity,
  };
  const times = known ? {} : { startsAt, endsAt };
  await world.store.workshops.updateOne(
    { _id },
    { $set: { ...fields, ...capacities, ...times } },
    { upsert: true, setDefaultsOnInsert: true, session: tx },
  );
}

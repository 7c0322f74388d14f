import type { Rsvp } from '#domain';
import type { Transaction } from '#storage';
import { type Asked, isOpenForAnswers, readBoth, saveRsvp, type WorkshopWorld } from './seats.ts';

/**
 * Records how many children need care, of a family that has seats: 0 for none. There is no place for who
 * takes part from home.
 */
export async function setChildcare(
  world: WorkshopWorld,
  asked: Asked,
  children: number,
  tx: Transaction,
): Promise<'recorded' | 'full' | 'closed'> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (!isOpenForAnswers(workshop, world.clock.now()) || rsvp?.state !== 'yes') return 'closed';
  if (rsvp.mode === 'zoom' && children > 0) return 'full';
  const more = children - (rsvp.childcare ?? 0);
  if (!(await takeChildcare(world, asked.workshop, more, tx))) return 'full';
  await saveRsvp(world, workshop, asked.contact, { childcare: children }, tx);
  return 'recorded';
}

/** Gives back the places in childcare that an RSVP holds; gives what is to be written of it. */
export async function giveBackChildcare(
  world: WorkshopWorld,
  rsvp: Rsvp | null,
  tx: Transaction,
): Promise<{ childcare: null }> {
  if (rsvp?.childcare) await takeChildcare(world, rsvp.workshop, -rsvp.childcare, tx);
  return { childcare: null };
}

/** Takes (or with a negative `count` gives back) places, by one conditional update as with seats. */
async function takeChildcare(
  world: WorkshopWorld,
  workshop: string,
  count: number,
  tx: Transaction,
): Promise<boolean> {
  if (count === 0) return true;
  const fits = {
    $or: [
      { 'childcare.capacity': null },
      { $expr: { $lte: [{ $add: ['$childcare.taken', count] }, '$childcare.capacity'] } },
    ],
  };
  const done = await world.store.workshops.updateOne(
    { _id: workshop, ...(count > 0 ? fits : {}) },
    { $inc: { 'childcare.taken': count } },
    { session: tx },
  );
  return done.matchedCount > 0;
}

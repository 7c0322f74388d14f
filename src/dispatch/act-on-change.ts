import { begin } from '#broadcasts';
import { lapseOffer, startOffer } from '#conversations';
import type { Rsvp, RsvpState, Workshop } from '#domain';
import type { Hint } from '#queue';
import type { Change } from '#storage';
import { nextToOffer } from '#workshops';
import type { DispatchWorld } from './send-batch.ts';

/** Those who are told that a workshop moved or is off: whoever counts on it. */
const TOLD: RsvpState[] = ['yes', 'maybe', 'waitlisted', 'offered'];

/** The stages that were made for the old date, of which the invitation is to be made again. */
const INVITED_BEFORE = 'invitation';

/**
 * Acts on one recorded change: tells those it concerns, or offers the seats that came free. Safe to run
 * again: what it makes has keys of its own, and the change is marked only afterwards.
 */
export async function actOnChange(world: DispatchWorld, changeId: string): Promise<void> {
  const change = await world.store.changes.findById(changeId).lean<Change>();
  if (!change?.pending) return;
  const workshop = await world.store.workshops.findById(change.workshop).lean<Workshop>();
  if (workshop && change.type === 'seat_freed') await offerFreeSeats(world, workshop);
  if (workshop && change.type !== 'seat_freed')
    await world.queue.enqueue(await tell(world, workshop, change));
  await world.store.changes.updateOne({ _id: changeId }, { $set: { pending: false } });
}

async function tell(world: DispatchWorld, workshop: Workshop, change: Change): Promise<Hint[]> {
  const { type, before, by, _id } = change;
  if (type === 'seat_freed') return [];
  const news = { change: _id, before, by };
  const hints = [await begin(world, workshop, type, TOLD, news)];
  if (type === 'moved' && before && (await wereInvited(world, workshop, before))) {
    // Families who have not answered hold an invitation with the wrong date: they get a right one.
    hints.push(await begin(world, workshop, INVITED_BEFORE, ['invited']));
  }
  return hints;
}

async function wereInvited(
  world: DispatchWorld,
  workshop: Workshop,
  before: Date,
): Promise<boolean> {
  const made = await world.store.broadcasts.exists({
    workshop: workshop._id,
    stage: INVITED_BEFORE,
    startsAt: before,
  });
  return made !== null;
}

async function offerFreeSeats(world: DispatchWorld, workshop: Workshop): Promise<void> {
  for (;;) {
    const next = await nextToOffer(world, workshop._id);
    if (!next) return;
    const cause = `offer:${workshop._id}:${next.contact}:${Number(next.waitlistedAt)}`;
    const hints = await startOffer(world, workshop, next.contact, cause);
    if (!hints) return;
    await world.queue.enqueue(hints);
  }
}

/** Ends a seat offer whose time has passed; its seats are then offered to the next family. */
export async function endLapsedOffer(world: DispatchWorld, rsvpId: string): Promise<void> {
  const rsvp = await world.store.rsvps.findById(rsvpId).lean<Rsvp>();
  if (rsvp?.state !== 'offered' || !rsvp.offerUntil || rsvp.offerUntil > world.clock.now()) return;
  const cause = `lapse:${rsvp._id}:${rsvp.offerUntil.getTime()}`;
  await world.queue.enqueue(await lapseOffer(world, rsvp.workshop, rsvp.contact, cause));
}

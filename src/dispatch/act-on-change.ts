import { begin, type News } from '#broadcasts';
import { startOffer } from '#conversations';
import type { RsvpState, Workshop } from '#domain';
import type { Hint } from '#queue';
import { type Change, newId } from '#storage';
import { nextToOffer } from '#workshops';
import type { DispatchWorld } from './send-batch.ts';

/** Those who are told that a workshop moved or is off: whoever counts on it. */
const TOLD: RsvpState[] = ['yes', 'maybe', 'waitlisted', 'offered'];

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
    await world.queue.enqueue(await tell(world, workshop, change, change.type));
  await world.store.changes.updateOne({ _id: changeId }, { $set: { pending: false } });
}

async function tell(
  world: DispatchWorld,
  workshop: Workshop,
  { before, by, _id }: Change,
  stage: 'moved' | 'cancelled',
): Promise<Hint[]> {
  const news: News = { change: _id, before, by };
  const hints = [await begin(world, workshop, stage, TOLD, news)];
  if (stage === 'moved' && (await wereInvited(world, workshop))) {
    // Families who have not answered hold an invitation with the wrong date: they get a right one.
    hints.push(await begin(world, workshop, 'invitation', ['invited'], news));
  }
  return hints;
}

async function wereInvited(world: DispatchWorld, { _id }: Workshop): Promise<boolean> {
  return (await world.store.broadcasts.exists({ workshop: _id, stage: 'invitation' })) !== null;
}

async function offerFreeSeats(world: DispatchWorld, workshop: Workshop): Promise<void> {
  const passedOver: string[] = [];
  for (;;) {
    const next = await nextToOffer(world, workshop._id, passedOver);
    if (!next) return;
    // Each offer is one of its own: that she holds one already keeps a retry from making two.
    const cause = `offer:${next._id}:${newId()}`;
    const hints = await startOffer(world, workshop, next.contact, cause);
    if (hints) await world.queue.enqueue(hints);
    else passedOver.push(next.contact);
  }
}

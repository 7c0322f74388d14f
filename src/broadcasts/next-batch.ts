import { type Contact, HOUR, type Rsvp, type Workshop } from '#domain';
import type { Broadcast } from '#storage';
import type { BroadcastWorld } from './plan-due.ts';
import { flowOfStage } from './plan-flows.ts';

/** How many families one batch reaches: each has a turn of its own there, and texts go as one group. */
const TURNS: readonly string[] = ['invitation', 'nudge_1', 'nudge_2', 'call'];
const batchSize = ({ stage }: Pick<Broadcast, 'stage'>) => (TURNS.includes(stage) ? 100 : 500);

/** A broadcast's next families, in order of id; `workshop` is null when it no longer is to be sent. */
export type Batch = { broadcast: Broadcast; workshop: Workshop; contacts: string[] };

/** A stage that could not go on for this long comes out of the blue; news of a change never does. */
const LATEST = 12 * HOUR;

/** The next batch of a running broadcast; null when it has ended, or what it is about has changed. */
export async function nextBatch(world: BroadcastWorld, id: string): Promise<Batch | null> {
  const broadcast = await world.store.broadcasts.findById(id).lean<Broadcast>();
  if (!broadcast?.running) return null;
  const workshop = await world.store.workshops.findById(broadcast.workshop).lean<Workshop>();
  const now = world.clock.now();
  const isNews = broadcast.stage === 'moved' || broadcast.stage === 'cancelled';
  const holds =
    workshop !== null &&
    (isNews || now.getTime() - broadcast.createdAt.getTime() <= LATEST) &&
    workshop.startsAt.getTime() === broadcast.startsAt.getTime() &&
    (workshop.cancelledAt !== null) === (broadcast.stage === 'cancelled') &&
    // What a flow asks may be asked after the workshop.
    (now < workshop.startsAt || flowOfStage(broadcast) !== null);
  if (!holds) {
    await world.store.broadcasts.updateOne({ _id: id }, { $set: { running: false } });
    return null;
  }
  const contacts =
    broadcast.stage === 'invitation'
      ? await toInvite(world, broadcast, workshop)
      : await withRsvp(world, broadcast);
  return { broadcast, workshop, contacts };
}

/** Notes that a batch is done: the next begins after its last contact; a short one was the last. */
export async function batchDone(world: BroadcastWorld, batch: Batch): Promise<boolean> {
  const { broadcast, contacts } = batch;
  const more = contacts.length === batchSize(broadcast);
  const cursor = contacts.at(-1) ?? broadcast.cursor;
  await world.store.broadcasts.updateOne(
    { _id: broadcast._id, cursor: broadcast.cursor },
    { $set: { cursor, running: more } },
  );
  return more;
}

/** Families of the site who agreed, and have not yet answered for this very date. */
async function toInvite(
  world: BroadcastWorld,
  broadcast: Broadcast,
  workshop: Workshop,
): Promise<string[]> {
  const agreed = await world.store.contacts
    .find(
      {
        sites: workshop.site,
        [`consent.granted.${broadcast.scope}`]: { $type: 'date' },
        'consent.optedOutAt': null,
        ...after('_id', broadcast),
      },
      { _id: 1 },
    )
    .sort({ _id: 1 })
    .limit(batchSize(broadcast))
    .batchSize(batchSize(broadcast) + 1)
    .lean<Pick<Contact, '_id'>[]>();
  return agreed.map((contact) => contact._id);
}

async function withRsvp(world: BroadcastWorld, broadcast: Broadcast): Promise<string[]> {
  const rsvps = await world.store.rsvps
    .find(
      {
        workshop: broadcast.workshop,
        state: { $in: broadcast.states },
        ...after('contact', broadcast),
      },
      { contact: 1 },
    )
    .sort({ contact: 1 })
    .limit(batchSize(broadcast))
    .batchSize(batchSize(broadcast) + 1)
    .lean<Pick<Rsvp, '_id' | 'contact'>[]>();
  return rsvps.map((rsvp) => rsvp.contact);
}

function after(field: string, { cursor }: Broadcast): Record<string, unknown> {
  return cursor === null ? {} : { [field]: { $gt: cursor } };
}

import type { Clock, Mode, Rsvp, Workshop } from '#domain';
import { SEATED_STATES } from '#domain';
import { driverOf, newId, type Store, type Transaction } from '#storage';

export type WorkshopWorld = {
  store: Pick<Store, 'workshops' | 'rsvps' | 'changes' | 'transaction'>;
  clock: Clock;
};

/**
 * Which workshop, whose answer, and the turn that asks: `cause` keeps a retry from recording twice. `read` is
 * what the turn's transaction has read of both already, where nothing has changed them since.
 */
export type Asked = { workshop: string; contact: string; cause: string; read?: Read | null };

type Read = { workshop: Workshop | null; rsvp: Rsvp | null };

/** The seats an RSVP holds now. */
export function seatsHeld(rsvp: Rsvp | null): number {
  return rsvp && SEATED_STATES.includes(rsvp.state) ? rsvp.party : 0;
}

/**
 * Takes (or with a negative `count` gives back) seats of one mode, if they are there: one conditional
 * update of the counter, never a count of RSVPs, since two transactions that count see the same seats
 * free. False when they do not fit.
 */
export async function takeSeats(
  world: WorkshopWorld,
  workshop: string,
  mode: Mode,
  count: number,
  tx: Transaction,
): Promise<boolean> {
  const path = `seats.${mode}`;
  const fits = {
    $or: [
      { [`${path}.capacity`]: null },
      { $expr: { $lte: [{ $add: [`$${path}.taken`, count] }, `$${path}.capacity`] } },
    ],
  };
  const done = await driverOf(world.store.workshops).updateOne(
    { _id: workshop, ...(count > 0 ? fits : {}) },
    { $inc: { [`${path}.taken`]: count } },
    { session: tx },
  );
  return done.matchedCount > 0;
}

/** Gives back the seats an RSVP holds, and records that they are free for the waitlist. */
export async function freeSeatsOf(
  world: WorkshopWorld,
  rsvp: Rsvp,
  count: number,
  cause: string,
  tx: Transaction,
): Promise<void> {
  if (count <= 0) return;
  await takeSeats(world, rsvp.workshop, rsvp.mode, -count, tx);
  await recordChange(world, { type: 'seat_freed', workshop: rsvp.workshop, cause }, tx);
}

/** Records a fact that others act on, in the transaction that made it true. */
export async function recordChange(
  world: WorkshopWorld,
  change: {
    type: 'moved' | 'cancelled' | 'seat_freed';
    workshop: string;
    cause: string;
    before?: Date;
    by?: string | null;
  },
  tx: Transaction,
): Promise<void> {
  const at = world.clock.now();
  const document = { _id: newId(), before: null, by: null, ...change, at, pending: true };
  await world.store.changes.create([document], { session: tx });
}

/** A workshop and a family's RSVP to it, for a change within `tx`: as they were read before, or read now. */
export async function readBoth(world: WorkshopWorld, asked: Asked, tx: Transaction): Promise<Read> {
  const { workshop: id, contact } = asked;
  if (asked.read) return asked.read;
  const [found] = await world.store.workshops
    .aggregate<{ workshop: Workshop; rsvps: Rsvp[] }>([
      { $match: { _id: id } },
      { $project: { _id: 0, workshop: '$$ROOT' } },
      {
        $lookup: {
          from: 'rsvps',
          localField: 'workshop._id',
          foreignField: 'workshop',
          pipeline: [{ $match: { contact } }],
          as: 'rsvps',
        },
      },
    ])
    .session(tx);
  return { workshop: found?.workshop ?? null, rsvp: found?.rsvps[0] ?? null };
}

/** Whether answers are still taken: it has not begun and is not cancelled. */
export function isOpenForAnswers(workshop: Workshop | null, now: Date): workshop is Workshop {
  return workshop !== null && workshop.cancelledAt === null && now < workshop.startsAt;
}

/** Writes a family's RSVP; made if it is her first. */
export async function saveRsvp(
  world: WorkshopWorld,
  workshop: Workshop,
  contact: string,
  change: Partial<Rsvp>,
  tx: Transaction,
): Promise<void> {
  const values = { ...change, startsAt: workshop.startsAt, updatedAt: world.clock.now() };
  const first = Object.entries(FIRST).filter(([name]) => !(name in values));
  await driverOf(world.store.rsvps).updateOne(
    { workshop: workshop._id, contact },
    { $set: values, $setOnInsert: { _id: newId(), ...Object.fromEntries(first) } },
    { session: tx, upsert: true },
  );
}

/** What stands in an RSVP until it is said otherwise. */
const FIRST: Partial<Rsvp> = {
  party: 0,
  mode: 'in_person',
  childcare: null,
  invitedAt: null,
  waitlistedAt: null,
  offerUntil: null,
};

import type { Clock, Rsvp, Workshop } from '#domain';
import { type Attendance, newId, type Store, type Transaction } from '#storage';

/** Who was there, or was not: contacts by id, and who wrote it down. */
export type AttendanceRecord = {
  workshop: string;
  contacts: readonly string[];
  as: 'attended' | 'missed';
  by: string | null;
};

/** How many families came, and how many who had said yes did not; or why nothing was recorded. */
export type Attended =
  | { kind: 'recorded'; attended: number; missed: number }
  | { kind: 'refused'; reason: 'unknown_workshop' | 'cancelled' | 'not_begun' };

/** Why attendance was not recorded, in words. */
export function notRecorded(
  workshop: string,
  reason: Extract<Attended, { kind: 'refused' }>['reason'],
): string {
  switch (reason) {
    case 'unknown_workshop':
      return `there is no workshop ${workshop}: load it first`;
    case 'cancelled':
      return `the workshop ${workshop} was cancelled: nobody was there`;
    case 'not_begun':
      return `the workshop ${workshop} has not begun: record it afterwards`;
  }
}

type World = {
  store: Pick<Store, 'workshops' | 'rsvps' | 'attendance' | 'transaction'>;
  clock: Clock;
};

/**
 * Records who came to a workshop. Who had said yes and is on no list missed it, until another list says
 * otherwise; what was recorded before of anybody else stays. A family without an answer may have come too.
 */
export async function recordAttendance(world: World, record: AttendanceRecord): Promise<Attended> {
  const { store, clock } = world;
  const { workshop, contacts, as, by } = record;
  return store.transaction(async (tx) => {
    const found = await store.workshops.findById(workshop).session(tx).lean<Workshop>();
    if (!found) return { kind: 'refused', reason: 'unknown_workshop' };
    if (found.cancelledAt) return { kind: 'refused', reason: 'cancelled' };
    if (found.startsAt > clock.now()) return { kind: 'refused', reason: 'not_begun' };
    const said = await store.rsvps
      .find({ workshop, state: 'yes' }, { contact: 1 })
      .session(tx)
      .lean<Pick<Rsvp, '_id' | 'contact'>[]>();
    const listed = new Set(contacts);
    const others = said.map(({ contact }) => contact).filter((contact) => !listed.has(contact));
    const told = { attended: as === 'attended', at: clock.now(), by };
    const absent = { attended: false, at: clock.now(), by };
    await store.attendance.bulkWrite(
      [
        ...contacts.map((contact) => upsert(workshop, contact, { $set: told })),
        ...others.map((contact) => upsert(workshop, contact, { $setOnInsert: absent })),
      ],
      { session: tx },
    );
    return { kind: 'recorded', ...(await countAttendance(world, workshop, tx)) };
  });
}

type Written = Pick<Attendance, 'attended' | 'at' | 'by'>;

function upsert(
  workshop: string,
  contact: string,
  { $set, $setOnInsert }: { $set?: Written; $setOnInsert?: Written },
) {
  const update = { ...($set && { $set }), $setOnInsert: { _id: newId(), ...$setOnInsert } };
  return { updateOne: { filter: { workshop, contact }, update, upsert: true } };
}

/** How many families came to a workshop, and how many missed it; none of both before that is recorded. */
export async function countAttendance(
  { store }: { store: Pick<Store, 'attendance'> },
  workshop: string,
  tx?: Transaction,
): Promise<{ attended: number; missed: number }> {
  const rows = await store.attendance
    .aggregate<{ _id: boolean; count: number }>([
      { $match: { workshop } },
      { $group: { _id: '$attended', count: { $sum: 1 } } },
    ])
    .session(tx ?? null);
  const count = (attended: boolean) => rows.find(({ _id }) => _id === attended)?.count ?? 0;
  return { attended: count(true), missed: count(false) };
}

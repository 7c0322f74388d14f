import type { Clock, Contact } from '#domain';
import type { Alarm, Store, Transaction } from '#storage';

type World = { store: Pick<Store, 'alarms'>; clock: Clock };

/**
 * A member of staff takes every open alarm she was called to: nobody else is called any more.
 * @returns the alarms that are hers by this
 */
export async function takeCalls(world: World, staff: Contact, tx: Transaction): Promise<Alarm[]> {
  const called = await world.store.alarms
    .find({ called: staff._id, open: true })
    .sort({ raisedAt: 1 })
    .session(tx)
    .lean<Alarm[]>();
  const taken = takenBy(world, staff.staff?.id ?? 'staff');
  const ids = called.map(({ _id }) => _id);
  if (ids.length > 0)
    await world.store.alarms.updateMany({ _id: { $in: ids } }, { $set: taken }, { session: tx });
  return called;
}

/**
 * Takes the alarm of a message by command.
 * @returns the alarm before it was taken (already taken where it is not open); null where there is none
 */
export async function takeAlarm(world: World, message: string, by: string): Promise<Alarm | null> {
  const { alarms } = world.store;
  const taken = await alarms
    .findOneAndUpdate(
      { messages: message, open: true },
      { $set: takenBy(world, by) },
      { returnDocument: 'before' },
    )
    .lean<Alarm>();
  return taken ?? alarms.findOne({ messages: message }).sort({ raisedAt: -1 }).lean<Alarm>();
}

/** What an alarm says once somebody has it. */
export function takenBy({ clock }: Pick<World, 'clock'>, by: string): Partial<Alarm> {
  return { open: false, dueAt: null, takenAt: clock.now(), takenBy: by };
}

import { type Clock, type Log, localTime, type Message, type Programme } from '#domain';
import { type Alarm, isDuplicate, type Store } from '#storage';

type World = {
  store: Pick<Store, 'alarms'>;
  clock: Clock;
  log: Log;
  programme: () => Programme;
};

/**
 * Tells the operator of an error that only a person can end: in the log, and as an alarm to staff on duty,
 * once a day for a code and one at a time.
 */
export async function tellStaff(world: World, message: Message, code: string): Promise<void> {
  const now = world.clock.now();
  world.log.error({ message: message._id, code }, 'Twilio asks for something to be put right');
  const { year, month, day } = localTime(now, world.programme().timeZone).day;
  const alarm: Alarm = {
    _id: `twilio-${code}-${year}-${month}-${day}`,
    contact: `twilio-${code}`,
    messages: [message._id],
    kind: 'operator',
    danger: false,
    sites: [],
    raisedAt: now,
    called: [],
    dueAt: now,
    open: true,
    takenAt: null,
    takenBy: null,
  };
  try {
    await world.store.alarms.insertMany([alarm]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

import { type Clock, type Log, localTime, type Message, type Programme } from '#domain';
import { newAlarm, type Store, storeAlarmOnce } from '#storage';

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
  const said = {
    _id: `twilio-${code}-${year}-${month}-${day}`,
    contact: `twilio-${code}`,
    messages: [message._id],
    kind: 'operator',
  };
  await storeAlarmOnce(world.store, newAlarm(said, now));
}

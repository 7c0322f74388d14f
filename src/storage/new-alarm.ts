import type { Alarm } from './documents.ts';
import { isDuplicate, type Store } from './store.ts';

type Said = Pick<Alarm, '_id' | 'contact' | 'messages' | 'kind'> &
  Partial<Pick<Alarm, 'danger' | 'sites'>>;

/** An alarm to which nobody has been called yet: for the staff of every site where none is named. */
export function newAlarm(said: Said, now: Date): Alarm {
  return {
    danger: false,
    sites: [],
    ...said,
    raisedAt: now,
    called: [],
    dueAt: now,
    open: true,
    takenAt: null,
    takenBy: null,
  };
}

/** Stores an alarm, unless one of its id is there; whether it is new. */
export async function storeAlarmOnce(
  { alarms }: Pick<Store, 'alarms'>,
  alarm: Alarm,
): Promise<boolean> {
  try {
    await alarms.insertMany([alarm]);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

import { spendingLevel } from '#domain';
import type { Pace } from '#outbox';
import type { Hint } from '#queue';
import { newAlarm, storeAlarmOnce } from '#storage';
import { type AlarmWorld, SPENDING } from './call-staff.ts';
import { callOf } from './raise-alarm.ts';

type World = Pick<AlarmWorld, 'store' | 'clock' | 'log' | 'programme'> & {
  pace: Pick<Pace, 'thisMonth' | 'noteWarned' | 'backlog'>;
};

/** A hint where the month's limit of segments is nearer than staff know; as far as this worker has heard. */
export function dueSpending({ programme, pace }: Pick<AlarmWorld, 'programme' | 'pace'>): Hint[] {
  if (!pace) return [];
  const { month, warned } = pace.thisMonth();
  return levelNow({ programme, pace }) > warned
    ? [{ queue: 'due', job: { what: 'spending', id: month } }]
    : [];
}

function levelNow({
  programme,
  pace,
}: {
  programme: World['programme'];
  pace: Pick<Pace, 'thisMonth'>;
}): number {
  const { segments } = pace.thisMonth();
  return spendingLevel(segments, programme().monthlySegments ?? null) ?? 0;
}

/**
 * Tells that the month's limit is near, or reached: in the log, and as an alarm to staff on duty, each level
 * once a month. The alarm comes before the note of it: cut short in between, it is found to be there.
 */
export async function warnOfSpending(world: World, month: string): Promise<Hint[]> {
  // A worker that has sent nothing yet learns of the month with the backlog.
  await world.pace.backlog();
  const level = levelNow(world);
  const { segments, month: thisMonth } = world.pace.thisMonth();
  if (level === 0 || month !== thisMonth) return [];
  const name = `spending-${month}-${level}`;
  const said = { _id: name, contact: name, messages: [name], kind: SPENDING };
  const isNew = await storeAlarmOnce(world.store, newAlarm(said, world.clock.now()));
  if (isNew)
    world.log.error({ month, segments, level }, 'the month has used much of its limit of segments');
  await world.pace.noteWarned(month, level);
  return isNew ? [callOf(name)] : [];
}

import { type Clock, type MonthSpent, monthOf, monthSpent, type Programme } from '#domain';
import type { Store } from '#storage';
import { monthsSpent } from './pace.ts';

/** What was sent in the calendar month of `at`, or of now, beside the limit, for who does not send. */
export async function monthNow(
  world: { store: Pick<Store, 'settings'>; clock: Clock; programme: () => Programme },
  at: Date = world.clock.now(),
): Promise<MonthSpent> {
  const programme = world.programme();
  const month = monthOf(at, programme.timeZone);
  const months = await monthsSpent(world.store);
  return monthSpent(programme, month, months[month] ?? 0);
}

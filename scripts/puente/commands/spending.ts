import { z } from 'zod';
import { monthSpent } from '#domain';
import { monthNow, monthsSpent } from '#outbox';
import { command, done } from '../command.ts';
import { programmeIn } from '../programme-in.ts';

/** What everything sent this month took of the limit, and what each month before took. */
export const spending = command(z.strictObject({}), {}, async (world) => {
  const programme = await programmeIn(world);
  const months = await monthsSpent(world.store);
  return done({
    ...(await monthNow({ ...world, programme: () => programme })),
    months: Object.keys(months)
      .sort()
      .map((month) => {
        const { segments, cost } = monthSpent(programme, month, months[month]!);
        return { month, segments, cost };
      }),
  });
});

import { ownReport } from '#broadcasts';
import { costInDollars } from '#domain';
import { monthNow } from '#outbox';
import { command, done, refused } from '../command.ts';
import { ID, OfBroadcast } from '../of-broadcast.ts';
import { programmeIn } from '../programme-in.ts';

/**
 * What became of a broadcast: sent, delivered, answered, held back and why, by language and school; what it
 * cost, and how much of the month's limit is used by everything sent.
 */
export const broadcastReport = command(OfBroadcast, ID, async (world, { id }) => {
  const report = await ownReport(world, id);
  if (!report) return refused(`There is no broadcast ${id}.`);
  const programme = await programmeIn(world);
  const month = await monthNow({ ...world, programme: () => programme });
  return done({ ...report, cost: costInDollars(report.segments, programme), month });
});

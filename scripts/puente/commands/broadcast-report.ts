import { ownReport } from '#broadcasts';
import { command, done, refused } from '../command.ts';
import { ID, OfBroadcast } from '../of-broadcast.ts';

/** What became of a broadcast: sent, delivered, answered, held back and why, by language and school. */
export const broadcastReport = command(OfBroadcast, ID, async (world, { id }) => {
  const report = await ownReport(world, id);
  return report ? done(report) : refused(`There is no broadcast ${id}.`);
});

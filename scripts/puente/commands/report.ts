import { sendingReport } from '#broadcasts';
import { tallyOf } from '#workshops';
import { command, done } from '../command.ts';
import { OfWorkshop, unknownWorkshop, WORKSHOP } from '../of-workshop.ts';

/** A workshop's figures: `yes`, `maybe`, `no` and `waitlist` are families, `headcount` the people of `yes`. */
export const report = command(OfWorkshop, WORKSHOP, async (world, { workshop }) => {
  if (!(await world.store.workshops.exists({ _id: workshop }))) return unknownWorkshop(workshop);
  const [tally, sent] = await Promise.all([
    tallyOf(world, workshop),
    sendingReport(world, workshop),
  ]);
  const { yes, maybe, no, headcount, waitlist } = tally;
  const { invited, optedOut, remindersSent, undelivered, withheld } = sent;
  const answers = { invited, yes, maybe, no, headcount, waitlist };
  // Told only where there are any: for most workshops there never are.
  const silent = undelivered > 0 ? { undelivered } : {};
  return done({ ...answers, optedOut, remindersSent, ...silent, withheld });
});

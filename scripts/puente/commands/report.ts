import { sendingReport } from '#broadcasts';
import { countAttendance, tallyOf } from '#workshops';
import { command, done } from '../command.ts';
import { OfWorkshop, unknownWorkshop, WORKSHOP } from '../of-workshop.ts';

/**
 * A workshop's figures: `yes`, `maybe`, `no` and `waitlist` are families, `headcount` the people of `yes`;
 * `attended` and `missed` families too, once it is recorded who came.
 */
export const report = command(OfWorkshop, WORKSHOP, async (world, { workshop }) => {
  if (!(await world.store.workshops.exists({ _id: workshop }))) return unknownWorkshop(workshop);
  const [tally, sent, came] = await Promise.all([
    tallyOf(world, workshop),
    sendingReport(world, workshop),
    countAttendance(world, workshop),
  ]);
  const { yes, maybe, no, headcount, waitlist } = tally;
  const { invited, optedOut, remindersSent, undelivered, withheld } = sent;
  const answers = { invited, yes, maybe, no, headcount, waitlist };
  // Told only where there are any: for most workshops there never are.
  const silent = undelivered > 0 ? { undelivered } : {};
  const recorded = came.attended + came.missed > 0 ? came : {};
  return done({ ...answers, optedOut, remindersSent, ...silent, ...recorded, withheld });
});

import { DAY, HOUR, planOf, type Site, type Workshop } from '#domain';
import type { BroadcastWorld } from './plan-due.ts';

/** Invitations of one week: this one, and those due less than seven days after it. */
const WEEK = 7 * DAY;
/** As late as a stage of the plan may still be begun. */
const LATE = 12 * HOUR;

/**
 * The workshops of every site whose invitations go together with that of `workshop`, which is due now: theirs
 * are due at most half a day before now (as late as a stage may be begun) and less than seven days after its
 * own. The week is counted from the first that is due, and not by the calendar: so whoever hears of several
 * reads one text about the coming seven days, and the next invitation comes a week later at the earliest.
 */
export async function sameWeek(world: BroadcastWorld, workshop: Workshop): Promise<Workshop[]> {
  const now = world.clock.now();
  const found = await world.store.workshops
    .find({
      _id: { $ne: workshop._id },
      startsAt: { $gt: now, $lt: new Date(workshop.startsAt.getTime() + WEEK + DAY) },
      cancelledAt: null,
    })
    .lean<Workshop[]>();
  if (found.length === 0) return [];
  const ids = [...found, workshop].map(({ site }) => site);
  const sites = await world.store.sites.find({ _id: { $in: ids } }).lean<Site[]>();
  const invitationOf = ({ startsAt, site }: Workshop) => {
    const timeZone = sites.find(({ _id }) => _id === site)?.timeZone ?? 'UTC';
    return planOf({ startsAt, timeZone })[0]!.at.getTime();
  };
  const end = invitationOf(workshop) + WEEK;
  const begin = now.getTime() - LATE;
  return found.filter((other) => invitationOf(other) > begin && invitationOf(other) < end);
}

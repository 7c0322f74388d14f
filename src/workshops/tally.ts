import type { RsvpState } from '#domain';
import type { Store } from '#storage';

/** Families by answer, and the people of those who said yes. */
export type Tally = { yes: number; maybe: number; no: number; waitlist: number; headcount: number };

/** Counts a workshop's answers. `waitlist` includes those whose offer is still open. */
export async function tallyOf(
  world: { store: Pick<Store, 'rsvps'> },
  workshop: string,
): Promise<Tally> {
  const groups = await world.store.rsvps.aggregate<{
    _id: RsvpState;
    families: number;
    people: number;
  }>([
    { $match: { workshop } },
    { $group: { _id: '$state', families: { $sum: 1 }, people: { $sum: '$party' } } },
  ]);
  const families = (...states: RsvpState[]) =>
    groups.filter((g) => states.includes(g._id)).reduce((sum, g) => sum + g.families, 0);
  return {
    yes: families('yes'),
    maybe: families('maybe'),
    no: families('no', 'cancelled'),
    waitlist: families('waitlisted', 'offered'),
    headcount: groups.find((g) => g._id === 'yes')?.people ?? 0,
  };
}

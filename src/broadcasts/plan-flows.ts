import { DAY, HOUR, instantOf, localTime, type RsvpState, type Site, type Workshop } from '#domain';
import type { Hint } from '#queue';
import type { Broadcast } from '#storage';
import { type BroadcastWorld, begin, stageKey } from './plan-due.ts';

/** A flow that begins so many days after a workshop's own day (before it: negative), at a time there. */
export type DatedFlow = { flow: string; days: number; at: string; states: RsvpState[] };

/** How late a flow may still be begun, as a stage of the reminder plan. */
const LATEST = 12 * HOUR;
const PREFIX = 'flow:';

/** The stage under which a flow's broadcast goes. */
export function flowStage(flow: string): `flow:${string}` {
  return `${PREFIX}${flow}`;
}

/** The flow that a broadcast starts; null where it is a stage of the reminder plan. */
export function flowOfStage({ stage }: Pick<Broadcast, 'stage'>): string | null {
  return stage.startsWith(PREFIX) ? stage.slice(PREFIX.length) : null;
}

/**
 * Makes the broadcast of every flow whose day, told from a workshop's own, has come: once for one start of
 * one workshop, however many workers plan at once.
 */
export async function planFlows(
  world: BroadcastWorld,
  flows: readonly DatedFlow[],
): Promise<Hint[]> {
  const found = await Promise.all(flows.map((flow) => planFlow(world, flow)));
  return found.flat();
}

async function planFlow(world: BroadcastWorld, dated: DatedFlow): Promise<Hint[]> {
  const { store } = world;
  const day = world.clock.now().getTime() - dated.days * DAY;
  const startsAt = { $gt: new Date(day - 2 * DAY), $lt: new Date(day + 2 * DAY) };
  const workshops = await store.workshops.find({ startsAt, cancelledAt: null }).lean<Workshop[]>();
  if (workshops.length === 0) return [];
  const sites = await store.sites
    .find({ _id: { $in: workshops.map((w) => w.site) } })
    .lean<Site[]>();
  const due = workshops.filter((workshop) => {
    const site = sites.find(({ _id }) => _id === workshop.site);
    return site !== undefined && isDue(world, dated, workshop, site);
  });
  const key = (workshop: Workshop) => stageKey(workshop, flowStage(dated.flow));
  const made = new Set<unknown>(
    await store.broadcasts.distinct('_id', { _id: { $in: due.map(key) } }),
  );
  const fresh = due.filter((workshop) => !made.has(key(workshop)));
  return Promise.all(fresh.map((w) => begin(world, w, flowStage(dated.flow), dated.states)));
}

function isDue(
  { clock }: Pick<BroadcastWorld, 'clock'>,
  { days, at }: DatedFlow,
  { startsAt }: Workshop,
  { timeZone }: Site,
): boolean {
  const [hours, minutes] = at.split(':').map(Number);
  const { day } = localTime(startsAt, timeZone);
  const due = instantOf(day, days, hours! * 60 + minutes!, timeZone);
  const late = clock.now().getTime() - due.getTime();
  return late >= 0 && late <= LATEST;
}

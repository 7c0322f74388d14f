import {
  type Clock,
  DAY,
  dueStages,
  HOUR,
  type Log,
  planOf,
  type Site,
  type Stage,
  type Workshop,
} from '#domain';
import type { Hint } from '#queue';
import { type Broadcast, isDuplicate, type Store } from '#storage';

export type BroadcastWorld = {
  store: Pick<Store, 'workshops' | 'sites' | 'broadcasts' | 'rsvps' | 'contacts'>;
  clock: Clock;
  log: Log;
};

/** The plan's first stage is seven days before; a stage may be begun up to half a day late. */
const LOOK_AHEAD = 8 * DAY;

/** The key of a stage: it happens once for one start of one workshop, and again for another start. */
export function stageKey(workshop: Pick<Workshop, '_id' | 'startsAt'>, stage: string): string {
  return `${workshop._id}:${stage}:${workshop.startsAt.toISOString()}`;
}

/**
 * Makes a broadcast of every stage of the reminder plan that is due now, computed from the workshops as
 * they stand at this moment. Any number of workers may do it at once: a stage's key is unique.
 */
export async function planDue(world: BroadcastWorld): Promise<Hint[]> {
  const now = world.clock.now();
  const until = new Date(now.getTime() + LOOK_AHEAD);
  const workshops = await world.store.workshops
    .find({ startsAt: { $gt: now, $lte: until }, cancelledAt: null })
    .lean<Workshop[]>();
  if (workshops.length === 0) return [];
  const [sites, made] = await Promise.all([
    world.store.sites.find({ _id: { $in: workshops.map((w) => w.site) } }).lean<Site[]>(),
    world.store.broadcasts.distinct('_id', { workshop: { $in: workshops.map((w) => w._id) } }),
  ]);
  const known = new Set<unknown>(made);
  const hints: Hint[] = [];
  for (const workshop of workshops) {
    const timeZone = sites.find((site) => site._id === workshop.site)?.timeZone ?? 'UTC';
    const plan = planOf({ startsAt: workshop.startsAt, timeZone });
    const due = dueStages({ plan, now, done: [] }).filter(
      (stage) => !known.has(stageKey(workshop, stage.stage)),
    );
    for (const stage of due) hints.push(await begin(world, workshop, stage.stage, stage.states));
  }
  return hints;
}

/** The recorded change that a broadcast tells of: its id, the date before, and who confirmed it. */
export type News = { change: string; before: Date | null; by: string | null };

/**
 * Makes the broadcast of a stage, or runs one again that is already made: those it has reached are not
 * reached twice, since every text's cause is unique.
 */
export async function begin(
  world: BroadcastWorld,
  workshop: Workshop,
  stage: Stage['stage'] | 'moved' | 'cancelled',
  states: Broadcast['states'],
  news?: News,
): Promise<Hint> {
  const _id = [stageKey(workshop, stage), ...(news ? [news.change] : [])].join(':');
  const { startsAt } = workshop;
  const broadcast: Broadcast = {
    _id,
    stage,
    workshop: workshop._id,
    startsAt,
    states,
    scope: 'workshops',
    running: true,
    cursor: null,
    before: news?.before ?? null,
    by: news?.by ?? null,
    createdAt: world.clock.now(),
  };
  try {
    await world.store.broadcasts.create([broadcast]);
    world.log.info({ broadcast: _id, stage }, 'a broadcast begins');
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await world.store.broadcasts.updateOne({ _id }, { $set: { running: true, cursor: null } });
  }
  return { queue: 'batches', job: { broadcast: _id } };
}

/** Hints for broadcasts that still have batches; none older than half a day is begun anew. */
export async function dueBatches(world: Pick<BroadcastWorld, 'store' | 'clock'>): Promise<Hint[]> {
  const since = new Date(world.clock.now().getTime() - 12 * HOUR);
  const running = await world.store.broadcasts
    .find({ running: true, createdAt: { $gt: since } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  return running.map(({ _id }) => ({ queue: 'batches', job: { broadcast: _id } }));
}

import {
  type Clock,
  DAY,
  dueStages,
  type Log,
  nudgesOf,
  planOf,
  type Site,
  type Stage,
  type Workshop,
} from '#domain';
import type { Hint } from '#queue';
import { type Broadcast, type Change, isDuplicate, type Store } from '#storage';

export type BroadcastWorld = {
  store: Pick<Store, 'workshops' | 'sites' | 'broadcasts' | 'rsvps' | 'contacts' | 'changes'>;
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
 * they stand at this moment. Any number of workers may do it at once: a stage's key is unique. A workshop
 * whose move is not told yet waits for that; what was due before then, the news of the move has said.
 */
export async function planDue(world: BroadcastWorld): Promise<Hint[]> {
  const now = world.clock.now();
  const until = new Date(now.getTime() + LOOK_AHEAD);
  const workshops = await world.store.workshops
    .find({ startsAt: { $gt: now, $lte: until }, cancelledAt: null })
    .lean<Workshop[]>();
  if (workshops.length === 0) return [];
  const [sites, made, untold] = await Promise.all([
    world.store.sites.find({ _id: { $in: workshops.map((w) => w.site) } }).lean<Site[]>(),
    world.store.broadcasts
      .find(
        { workshop: { $in: workshops.map((w) => w._id) } },
        { stage: 1, startsAt: 1, createdAt: 1 },
      )
      .lean<Made[]>(),
    world.store.changes
      .find({ pending: true, type: 'moved' }, { workshop: 1 })
      .sort({ at: 1 })
      .lean<Pick<Change, '_id' | 'workshop'>[]>(),
  ]);
  const waits = new Set(untold.map((change) => change.workshop));
  const hints: Hint[] = [];
  for (const workshop of workshops.filter(({ _id }) => !waits.has(_id))) {
    const timeZone = sites.find((site) => site._id === workshop.site)?.timeZone ?? 'UTC';
    const when = { startsAt: workshop.startsAt, timeZone };
    const plan = [...planOf(when), ...nudgesOf(when)];
    const due = dueStages({ plan, now, done: [] }).filter(
      (stage) => !isDone(workshop, stage, made),
    );
    for (const stage of due)
      hints.push(await begin(world, workshop, stage.stage, stage.states, PLANNED));
  }
  return hints;
}

type Made = Pick<Broadcast, '_id' | 'stage' | 'startsAt' | 'createdAt'>;

/** Made already, or (a reminder) said already by the news that the workshop moved to this start. */
function isDone(workshop: Workshop, { stage, at }: Stage, made: readonly Made[]): boolean {
  const key = stageKey(workshop, stage);
  return made.some(
    (other) =>
      other._id === key ||
      (stage !== 'invitation' &&
        other.stage === 'moved' &&
        other.startsAt.getTime() === workshop.startsAt.getTime() &&
        other.createdAt >= at),
  );
}

/** The recorded change that a broadcast tells of: its id, the date before, and who confirmed it. */
export type News = { change: string; before: Date | null; by: string | null };

/** What the reminder plan makes: invitations of one week go together. */
const PLANNED = { together: true };

/**
 * Makes the broadcast of a stage, or runs one again that is already made: those it has reached are not
 * reached twice, since every text's cause is unique.
 */
export async function begin(
  world: BroadcastWorld,
  workshop: Workshop,
  stage: Stage['stage'] | 'moved' | 'cancelled' | `flow:${string}`,
  states: Broadcast['states'],
  why: News | typeof PLANNED | null = null,
): Promise<Hint> {
  const news = why && 'change' in why ? why : null;
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
    ...(why === PLANNED && stage === 'invitation' && PLANNED),
    createdAt: world.clock.now(),
  };
  try {
    await world.store.broadcasts.create([broadcast]);
    world.log.info({ broadcast: _id, stage }, 'a broadcast begins');
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const again = { running: true, cursor: null, createdAt: world.clock.now() };
    await world.store.broadcasts.updateOne({ _id }, { $set: again });
  }
  return { queue: 'batches', job: { broadcast: _id } };
}

/** Hints for broadcasts that still have batches. */
export async function dueBatches(world: Pick<BroadcastWorld, 'store'>): Promise<Hint[]> {
  const running = await world.store.broadcasts
    .find({ running: true }, { _id: 1 })
    .sort({ createdAt: 1 })
    .lean<{ _id: string }[]>();
  return running.map(({ _id }) => ({ queue: 'batches', job: { broadcast: _id } }));
}

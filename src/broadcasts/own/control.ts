import type { Hint } from '#queue';
import type { OwnBroadcast } from '#storage';
import type { OwnWorld } from './own-world.ts';

/** What became of a broadcast that was to be paused, resumed or stopped; or why nothing was done. */
export type Controlled = { kind: 'changed'; hints: Hint[] } | { kind: 'refused'; reason: string };

type World = Pick<OwnWorld, 'store' | 'clock' | 'log'>;
type State = OwnBroadcast['state'];

/**
 * Holds a broadcast where it is: no more of it is made, and what is queued is held. What Twilio has taken
 * already, it sends. One that waits for its time can be paused too.
 */
export async function pause(
  world: World,
  id: string,
  pausedFor: OwnBroadcast['pausedFor'] = 'person',
): Promise<Controlled> {
  const set = { state: 'paused' as const, pausedFor };
  const problem = await become(world, id, ['running', 'done'], set);
  if (problem) return refused(problem);
  await halt(world, id, 'held');
  return { kind: 'changed', hints: [] };
}

/** Stops a broadcast for good: what is queued or held is cancelled. */
export async function stop(world: World, id: string): Promise<Controlled> {
  const set = { state: 'stopped' as const, pausedFor: null };
  const problem = await become(world, id, ['running', 'paused', 'done'], set);
  if (problem) return refused(problem);
  await halt(world, id, 'cancelled');
  return { kind: 'changed', hints: [] };
}

/**
 * Lets a paused broadcast go on; after a test or a share, that is to all the others. Each held text passes
 * the gate again when it goes.
 */
export async function resume(world: World, id: string): Promise<Controlled> {
  const found = await world.store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  if (found && found.until <= world.clock.now())
    return refused(
      'The time of the broadcast is over: make it anew, so that nobody reads old news.',
    );
  const rest = found?.pausedFor === 'share' ? { share: null } : {};
  const begins = found?.legs[found.leg]?.at;
  const problem = await become(world, id, ['paused'], {
    state: 'running',
    pausedFor: null,
    ...rest,
    ...(found?.pausedFor === 'failures' && { forgiven: true }),
    ...(begins && { dueAt: begins }),
    watchAt: world.clock.now(),
  });
  if (problem) return refused(problem);
  await world.store.messages.updateMany(
    { broadcast: id, state: { $in: ['held', 'queued', 'sending'] } },
    [{ $set: { state: { $cond: [{ $eq: ['$state', 'held'] }, 'queued', '$state'] }, halt: null } }],
    { updatePipeline: true, hint: 'of_broadcast' },
  );
  return { kind: 'changed', hints: [{ queue: 'batches', job: { broadcast: id } }] };
}

/** Takes out of the queue again what came into it just as its broadcast was paused or stopped. */
export async function haltAgain(world: Pick<World, 'store'>, id: string): Promise<void> {
  const found = await world.store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  if (found?.state === 'paused') await halt(world, id, 'held');
  if (found?.state === 'stopped') await halt(world, id, 'cancelled');
}

const refused = (reason: string): Controlled => ({ kind: 'refused', reason });

const STANDS: Record<State, string> = {
  running: 'is not paused',
  paused: 'is paused already',
  stopped: 'was stopped for good',
  done: 'has been sent',
};

async function become(
  { store, log }: World,
  id: string,
  from: State[],
  set: Partial<OwnBroadcast>,
): Promise<string | null> {
  const { matchedCount } = await store.ownBroadcasts.updateOne(
    { _id: id, state: { $in: from } },
    { $set: set },
  );
  if (matchedCount > 0) {
    log.info({ broadcast: id, state: set.state }, 'a broadcast was changed');
    return null;
  }
  const found = await store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  return found
    ? `The broadcast ${STANDS[found.state]}: nothing was changed.`
    : `There is no broadcast ${id}.`;
}

/**
 * Takes what is queued out of the queue, and marks what is being sent, so that it does not come back. One
 * go over an index in which a text keeps its place, whatever its state: none slips by in between.
 */
async function halt(
  { store }: Pick<World, 'store'>,
  id: string,
  to: 'held' | 'cancelled',
): Promise<void> {
  const sending = { $eq: ['$state', 'sending'] };
  const reason = to === 'cancelled' ? { reason: { $cond: [sending, '$reason', 'stopped'] } } : {};
  await store.messages.updateMany(
    { broadcast: id, state: { $in: ['queued', 'held', 'sending'] } },
    [{ $set: { state: { $cond: [sending, '$state', to] }, halt: to, ...reason } }],
    { updatePipeline: true, hint: 'of_broadcast' },
  );
}

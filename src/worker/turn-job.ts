import { takeTurns } from '#conversations';
import type { Jobs } from '#queue';
import { oneAtATime } from './one-at-a-time.ts';
import type { WorkerWorld } from './worker-world.ts';

/** The job for who has written: her messages in order, one worker of this process at a time. */
export function turnJob(world: WorkerWorld): (job: Jobs['turns']) => Promise<void> {
  const take = oneAtATime((contact) => takeTurns(world, contact));
  return ({ contact }) => take(contact);
}

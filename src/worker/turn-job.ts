import { takeTurns } from '#conversations';
import { deliver, type JustAnswered } from '#outbox';
import type { Jobs } from '#queue';
import { oneAtATime } from './one-at-a-time.ts';
import type { WorkerWorld } from './worker-world.ts';

/**
 * The job for who has written: her messages in order, each answered before the next is taken, one worker of
 * this process at a time.
 */
export function turnJob(world: WorkerWorld): (job: Jobs['turns']) => Promise<void> {
  const answer = (answered: JustAnswered) => deliver(world, answered.contact._id, answered);
  const take = oneAtATime((contact) => takeTurns(world, contact, answer));
  return ({ contact }) => take(contact);
}

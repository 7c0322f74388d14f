import type { World } from '../../../src/world.ts';

/** Where a child dies (SIGKILL) or stands still (SIGSTOP), by its own hand, at the very point. */
export type Trap =
  | 'after_insert'
  | 'in_transaction'
  | 'after_commit'
  | 'after_claim'
  | 'after_accept'
  | 'pause_after_claim'
  | 'after_group_claim';

const TRAPS: Record<Trap, (world: World) => void> = {
  /** The webhook has stored the message and not yet handed on the turn. */
  after_insert: dieInsteadOfHandingOn('turns'),
  /** The turn has made all its writes, and not one of them is committed. */
  in_transaction: (world) => {
    const { transaction } = world.store;
    world.store.transaction = (work) =>
      transaction(async (tx) => {
        await work(tx);
        return die();
      });
  },
  /** The turn is committed, and its answer not yet handed on. */
  after_commit: dieInsteadOfHandingOn('deliver'),
  after_claim: (world) => atClaimed(world, die),
  /** Twilio has the text and has said so, and its id is not yet stored. */
  after_accept: (world) => {
    const { send } = world.channel;
    world.channel.send = async (text) => {
      await send(text);
      return die();
    };
  },
  /** A group is claimed and has passed the gate; not one call is made. */
  after_group_claim: (world) => {
    world.pace.spend = die;
  },
  pause_after_claim: (world) => {
    let paused = false;
    atClaimed(world, async () => {
      if (paused) return;
      paused = true;
      process.kill(process.pid, 'SIGSTOP');
    });
  },
};

/** Sets a trap in a child's world. */
export function setTrap(world: World, trap: Trap): void {
  TRAPS[trap](world);
}

/** Ends this process with no chance to tidy up; what called it never goes on. */
export function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

function dieInsteadOfHandingOn(queue: 'turns' | 'deliver'): (world: World) => void {
  return (world) => {
    const { enqueue } = world.queue;
    world.queue.enqueue = (hints) =>
      hints.some((hint) => hint.queue === queue) ? die() : enqueue(hints);
  };
}

/** The first thing delivery does with a text that it has claimed is to read the contact. */
function atClaimed(world: World, act: () => Promise<void>): void {
  const { contacts } = world.store;
  const read = contacts.findById.bind(contacts);
  contacts.findById = ((...args: Parameters<typeof read>) => {
    const query = read(...args);
    const run = query.exec.bind(query);
    query.exec = async () => {
      await act();
      return run();
    };
    return query;
  }) as typeof contacts.findById;
}

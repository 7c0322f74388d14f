import type { World } from '../../../src/world.ts';

/** Where a child dies (SIGKILL) or stands still (SIGSTOP), by its own hand, at the very point. */
export type Trap =
  | 'after_insert'
  | 'in_transaction'
  | 'after_claim'
  | 'after_accept'
  | 'pause_after_claim'
  | 'after_group_claim';

const TRAPS: Record<Trap, (world: World) => void> = {
  /** The webhook has stored the message and not yet handed on the turn. */
  after_insert: dieInsteadOfHandingOn,
  /** The turn has made all its writes, and not one of them is committed. */
  in_transaction: (world) => {
    const { transaction } = world.store;
    world.store.transaction = (work) =>
      transaction(async (tx) => {
        await work(tx);
        return die();
      });
  },
  /** The turn is committed and its answer claimed with it; the call is not made. */
  after_claim: (world) => onceClaimed(world, die),
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
    onceClaimed(world, async () => {
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

function dieInsteadOfHandingOn(world: World): void {
  const { enqueue } = world.queue;
  world.queue.enqueue = (hints) =>
    hints.some((hint) => hint.queue === 'turns') ? die() : enqueue(hints);
}

/** A turn claims its reply as it is committed. */
function onceClaimed(world: World, act: () => Promise<void>): void {
  const { transaction } = world.store;
  world.store.transaction = async (work) => {
    const done = await transaction(work);
    if ((done as { claimed?: object } | undefined)?.claimed) await act();
    return done;
  };
}

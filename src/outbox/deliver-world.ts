import type { MessageChannel } from '#channels';
import type { Log } from '#domain';
import type { Queues } from '#queue';
import type { Store } from '#storage';
import type { GateWorld } from './gather-facts.ts';
import type { Holds } from './holds.ts';
import type { Pace } from './pace.ts';

/** What sending needs of the world. */
export type DeliverWorld = GateWorld & {
  store: Store;
  channel: MessageChannel;
  queue: Pick<Queues, 'enqueue' | 'waiting'>;
  pace: Pace;
  holds: Holds;
  log: Log;
};

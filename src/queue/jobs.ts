/**
 * Every queue and what its jobs carry: ids only. A job is a hint that something in MongoDB is due; losing
 * it loses nothing, and running it twice does nothing twice.
 */
export type Jobs = {
  /** A contact has an unhandled message. */
  turns: { contact: string };
  /** A contact has a text to be sent in answer; its own queue, so that no broadcast is ahead of it. */
  deliver: { contact: string };
  /** Texts that answer nobody are to be sent, as one group: those of a broadcast, a reminder, a notice. */
  bulk: { messages: string[] };
  /** A broadcast has a next batch. */
  batches: { broadcast: string };
  /** Something recorded or timed is due. */
  due: {
    what:
      | 'watch'
      | 'change'
      | 'silence'
      | 'missed'
      | 'suspension'
      | 'offer'
      | 'lookup'
      | 'alarm'
      | 'spending';
    id: string;
  };
};

export type QueueName = keyof Jobs;

export const QUEUE_NAMES = [
  'turns',
  'deliver',
  'bulk',
  'batches',
  'due',
] as const satisfies QueueName[];

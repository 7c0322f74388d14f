import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Log, SECOND } from '#domain';
import { type Jobs, QUEUE_NAMES, type QueueName } from './jobs.ts';

/** How long a caller waits for Valkey; what is not handed on in time, the sweep hands on. */
const PATIENCE_MS = 200;

export type Hint<Name extends QueueName = QueueName> = {
  [N in Name]: { queue: N; job: Jobs[N]; delayMs?: number };
}[Name];

export type Queues = ReturnType<typeof openQueues>;

export type RunningWorker = { close: () => Promise<void>; isRunning: () => boolean };

/**
 * Opens all queues on the Valkey or Redis at `url`, under `prefix`. It may be away now, or later: hints are
 * then dropped after 200 ms, and workers go on by themselves once it is back.
 */
export function openQueues(url: string, log: Log, prefix = 'puente') {
  // With more retries, what waits for a Valkey that is away would pile up in memory.
  const producer = connect(url, { maxRetriesPerRequest: 1 });
  const queues = new Map(
    QUEUE_NAMES.map((name) => {
      const queue = new Queue(name, {
        connection: producer,
        prefix,
        skipWaitingForReady: true,
        defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      });
      queue.on('error', () => {});
      return [name, queue] as const;
    }),
  );
  return {
    enqueue: (hints: Hint[]) => enqueue(queues, hints),
    /** As `enqueue`, for what a sweep finds again every second: one hint a job in three seconds. */
    sweep: (hints: Hint[]) => enqueue(queues, hints, 3 * SECOND),
    startWorker: <N extends QueueName>(
      name: N,
      concurrency: number,
      run: (job: Jobs[N]) => Promise<void>,
    ) => startWorker({ url, log, prefix }, name, concurrency, run),
    counts: (name: QueueName) => queueOf(queues, name).getJobCounts('waiting', 'active', 'delayed'),
    /** How many jobs wait in these queues; 0 if Valkey does not say so in time. */
    waiting: (names: QueueName[]) => waiting(names.map((name) => queueOf(queues, name))),
    ping: () => within(producer.ping().then(() => true)).catch(() => false),
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => {})));
      producer.disconnect();
    },
  };
}

function connect(url: string, options: object): Redis {
  const redis = new Redis(url, {
    retryStrategy: (times) => Math.min(times * 50, SECOND),
    ...options,
  });
  // Reconnecting is its own affair; without a listener an outage would fill the log or end the program.
  redis.on('error', () => {});
  return redis;
}

function queueOf(queues: ReadonlyMap<QueueName, Queue>, name: QueueName): Queue {
  const queue = queues.get(name);
  if (!queue) throw new Error(`There is no queue ${name}.`);
  return queue;
}

/** Hands hints on; gives how many were taken. Never throws and never takes longer than 200 ms. */
async function enqueue(
  queues: ReadonlyMap<QueueName, Queue>,
  hints: Hint[],
  onceInMs?: number,
): Promise<number> {
  if (hints.length === 0) return 0;
  const byQueue = Map.groupBy(hints, (hint) => hint.queue);
  const added = [...byQueue].map(async ([name, group]) => {
    const jobs = group.map(({ job, delayMs }) => {
      const once = onceInMs && { deduplication: { id: JSON.stringify(job), ttl: onceInMs } };
      return { name, data: job, opts: { delay: delayMs ?? 0, ...once } };
    });
    try {
      await within(add(queueOf(queues, name), jobs));
      return jobs.length;
    } catch {
      return 0;
    }
  });
  return (await Promise.all(added)).reduce((sum, count) => sum + count, 0);
}

type Job = Parameters<Queue['addBulk']>[0][number];

/** One alone, as a turn's, needs no transaction of Valkey's. */
function add(queue: Queue, jobs: Job[]): Promise<unknown> {
  const [only, ...others] = jobs;
  if (!only || others.length > 0) return queue.addBulk(jobs);
  return queue.add(only.name, only.data, only.opts);
}

async function waiting(queues: readonly Queue[]): Promise<number> {
  const counts = queues.map((queue) => within(queue.getWaitingCount()).catch(() => 0));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** With Valkey down, an add neither resolves nor rejects (tried): so every wait has an end. */
async function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue did not answer in time.')), PATIENCE_MS);
  });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Starts a worker. A job that throws is simply gone: its fact is still in MongoDB, and the sweep makes a
 * new hint. `maxStalledCount` is high, since three workers killed over one job must not end it for good.
 */
function startWorker<N extends QueueName>(
  { url, log, prefix }: { url: string; log: Log; prefix: string },
  name: N,
  concurrency: number,
  run: (job: Jobs[N]) => Promise<void>,
): RunningWorker {
  const connection = connect(url, { maxRetriesPerRequest: null });
  const worker = new Worker(name, async (job) => run(job.data as Jobs[N]), {
    connection,
    prefix,
    concurrency,
    maxStalledCount: 1_000_000,
    stalledInterval: 5 * SECOND,
    lockDuration: 30 * SECOND,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', () => {});
  worker.on('failed', (_job, error) => {
    log.warn({ queue: name, error: error.message }, 'a job failed; the sweep makes another');
  });
  return {
    isRunning: () => worker.isRunning(),
    close: async () => {
      await worker.close();
      connection.disconnect();
    },
  };
}

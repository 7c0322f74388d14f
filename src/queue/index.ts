export { type Jobs, QUEUE_NAMES, type QueueName } from './jobs.ts';
export { type Hint, openQueues, type Queues, type RunningWorker } from './open-queue.ts';

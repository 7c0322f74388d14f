export { type RunningWorkers, startWorkers } from './start-workers.ts';
export { turnJob } from './turn-job.ts';
export type { WorkerWorld } from './worker-world.ts';

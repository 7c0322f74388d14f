export { type RunningWorkers, startWorkers } from './start-workers.ts';
export type { WorkerWorld } from './worker-world.ts';

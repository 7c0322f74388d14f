export { actOnChange, endLapsedOffer } from './act-on-change.ts';
export { dueNow } from './due.ts';
export { type DispatchWorld, sendBatch } from './send-batch.ts';

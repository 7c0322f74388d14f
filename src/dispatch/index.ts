export { actOnChange } from './act-on-change.ts';
export { dueNow } from './due.ts';
export { endLapsedOffer } from './end-offers.ts';
export { type DispatchWorld, sendBatch } from './send-batch.ts';
export { sendOwnBatch } from './send-own-batch.ts';

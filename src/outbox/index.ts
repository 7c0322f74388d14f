export { cancelQueued } from './carrier-stop.ts';
export { type Composed, compose, type Draft } from './compose.ts';
export { type DeliverWorld, deliver } from './deliver.ts';
export { dueTexts } from './due.ts';
export { type GateFacts, passGate, type Verdict } from './gate.ts';
export type { GateWorld } from './gather-facts.ts';
export { lookUp, lookUpAfterMs } from './look-up.ts';
export { openPace, type Pace } from './pace.ts';
export { type ReceiptOutcome, recordReceipt } from './receipts.ts';

export type { Understand } from './door.ts';
export { dueTurns } from './due.ts';
export { type ReconcileWorld, reconcile } from './reconcile.ts';
export { type InboxWorld, type Recorded, recordInbound } from './record-inbound.ts';

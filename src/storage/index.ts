export type { Transaction } from './connect.ts';
export type * from './documents.ts';
export { giveUpLease, takeLease } from './leases.ts';
export { isDuplicate, isOutage, newId, openStore, type Store } from './store.ts';

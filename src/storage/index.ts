export type { Transaction } from './connect.ts';
export type * from './documents.ts';
export { driverOf } from './driver-of.ts';
export { giveUpLease, takeLease } from './leases.ts';
export { newAlarm, storeAlarmOnce } from './new-alarm.ts';
export { openSites, type Sites } from './open-sites.ts';
export { isDuplicate, isOutage, newId, openStore, type Store } from './store.ts';
export { isOnlyDuplicates, type Update, updateEach } from './update-each.ts';

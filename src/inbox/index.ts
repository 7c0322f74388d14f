export { type Answered, answerHandOffs, wasAnswered } from './answer-hand-offs.ts';
export { type AlarmWorld, callStaff, dueAlarms, staffText } from './call-staff.ts';
export type { Understand } from './door.ts';
export { dueTurns } from './due.ts';
export { type HandOffs, LOOP, openHandOffs } from './hand-offs.ts';
export { raiseAlarm } from './raise-alarm.ts';
export { type ReconcileWorld, reconcile } from './reconcile.ts';
export { type InboxWorld, type Recorded, recordInbound } from './record-inbound.ts';
export { takeAlarm, takeCalls } from './take-alarm.ts';

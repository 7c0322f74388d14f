export { type Batch, batchDone, nextBatch } from './next-batch.ts';
export { type BroadcastWorld, begin, dueBatches, type News, planDue } from './plan-due.ts';
export { type DatedFlow, flowOfStage, planFlows } from './plan-flows.ts';
export { type SendingReport, sendingReport } from './report.ts';
export { type ToldDate, toldDate, toldDates } from './told-date.ts';

export { Audience, audiencePage, audiencePages } from './audience/index.ts';
export { type Batch, batchDone, nextBatch } from './next-batch.ts';
export { type BroadcastWorld, begin, dueBatches, type News, planDue } from './plan-due.ts';
export { type SendingReport, sendingReport } from './report.ts';
export { type ToldDate, toldDate } from './told-date.ts';

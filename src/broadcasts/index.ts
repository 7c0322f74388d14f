export { Audience, audiencePage, audiencePages } from './audience/index.ts';
export { type Batch, batchDone, nextBatch } from './next-batch.ts';
export { type NotReached, notReached, type Texts } from './not-reached.ts';
export { type Controlled, haltAgain, pause, resume, stop } from './own/control.ts';
export {
  advance,
  dueOwnBatches,
  nextOwnBatch,
  type OwnBatch,
} from './own/next-own-batch.ts';
export { mannerOf, ownDraft, testDrafts } from './own/own-draft.ts';
export { type Figures, type OwnReport, ownReport } from './own/own-report.ts';
export type { OwnWorld } from './own/own-world.ts';
export { type Planned, planOwn } from './own/plan-own.ts';
export { type Preview, previewOwn } from './own/preview.ts';
export { BroadcastRequest } from './own/request.ts';
export { dueWatches, watchBroadcast } from './own/watch.ts';
export { type FieldDatedFlow, planDates } from './plan-dates.ts';
export { type BroadcastWorld, begin, dueBatches, type News, planDue } from './plan-due.ts';
export { type DatedFlow, flowOfStage, planFlows } from './plan-flows.ts';
export { type SendingReport, sendingReport } from './report.ts';
export { sameWeek } from './same-week.ts';
export { type ToldDate, toldDate, toldDates } from './told-date.ts';

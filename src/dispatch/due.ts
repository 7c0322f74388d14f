import {
  type DatedFlow,
  dueBatches,
  dueOwnBatches,
  dueWatches,
  type FieldDatedFlow,
  planDates,
  planDue,
  planFlows,
} from '#broadcasts';
import { dueMissed, dueSilences, dueSuspensions } from '#conversations';
import { dueAlarms, dueSpending } from '#inbox';
import type { Hint } from '#queue';
import { dueOffers } from './end-offers.ts';
import type { DispatchWorld } from './send-batch.ts';

const MOST = 200;

/** Everything recorded or timed that is due now: changes, lapsed offers, silence, stages, batches, calls to staff. */
export async function dueNow(world: DispatchWorld): Promise<Hint[]> {
  const found = await Promise.all([
    dueChanges(world),
    dueOffers(world),
    dueSilences(world),
    dueSuspensions(world),
    dueMissed(world),
    planDue(world),
    planFlows(world, datedFlows(world)),
    planDates(world, fieldDatedFlows(world)),
    dueBatches(world),
    dueOwnBatches(world),
    dueWatches(world),
    dueAlarms(world),
    dueSpending(world),
  ]);
  return found.flat();
}

/** The flows that begin on a day told from a workshop's own. */
function datedFlows({ content }: Pick<DispatchWorld, 'content'>): DatedFlow[] {
  return Object.values(content().flows).flatMap(({ id, begins: { workshop } }) =>
    workshop ? [{ flow: id, ...workshop }] : [],
  );
}

/** The flows that begin on a day told from a date of the contact's own. */
function fieldDatedFlows({ content }: Pick<DispatchWorld, 'content'>): FieldDatedFlow[] {
  return Object.values(content().flows).flatMap(({ id, begins: { contact_date: dated } }) =>
    dated ? [{ flow: id, ...dated }] : [],
  );
}

async function dueChanges({ store }: DispatchWorld): Promise<Hint[]> {
  const pending = await store.changes
    .find({ pending: true }, { _id: 1 })
    .sort({ at: 1 })
    .limit(MOST)
    .lean<{ _id: string }[]>();
  return pending.map(({ _id }) => ({ queue: 'due', job: { what: 'change', id: _id } }));
}

import {
  type Batch,
  type BroadcastWorld,
  batchDone,
  flowOfStage,
  nextBatch,
  sameWeek,
} from '#broadcasts';
import {
  type ConversationWorld,
  callUnanswered,
  type FlowStart,
  nudgeMany,
  partStarts,
  startFlow,
  startMany,
  startTogether,
} from '#conversations';
import { DAY, type MessageAbout, SECOND } from '#domain';
import { composeMany, inGroups } from '#outbox';
import type { Hint } from '#queue';
import { giveUpLease, newId, takeLease } from '#storage';
import { isNews, stageTexts } from './stage-texts.ts';

export type DispatchWorld = ConversationWorld & BroadcastWorld;

/**
 * Reaches a broadcast's next families: the invitation starts its flow, each family in a transaction of its
 * own; every other stage is one text, stored for all of them at once. Each text's cause is unique, so a
 * crash in the middle repeats nothing and leaves nobody out.
 */
export async function sendBatch(world: DispatchWorld, broadcastId: string): Promise<void> {
  const batch = await nextBatch(world, broadcastId);
  if (!batch) return;
  const { broadcast } = batch;
  const hints = await (isNews(broadcast) ? tellNews(world, batch) : reach(world, batch));
  if (hints === 'later') return;
  await world.queue.enqueue(inGroups(hints));
  if (await batchDone(world, batch)) {
    await world.queue.enqueue([{ queue: 'batches', job: { broadcast: broadcast._id } }]);
  }
}

async function reach(world: DispatchWorld, batch: Batch): Promise<Hint[]> {
  const { workshop, broadcast, contacts } = batch;
  const flow = flowOfStage(broadcast);
  if (flow !== null) return startFlows(world, batch, flow);
  const { stage } = broadcast;
  if (isNudge(stage)) return nudgeMany(world, workshop, contacts, { cause: broadcast._id, stage });
  if (stage === 'call') return callUnanswered(world, workshop, contacts, broadcast._id);
  if (stage !== 'invitation') return composeMany(world, await stageTexts(world, batch));
  const others = broadcast.together ? await sameWeek(world, workshop) : null;
  return startMany(world, workshop, contacts, broadcast._id, others);
}

function isNudge(stage: string): stage is 'nudge_1' | 'nudge_2' {
  return stage === 'nudge_1' || stage === 'nudge_2';
}

async function startFlows(world: DispatchWorld, batch: Batch, flow: string): Promise<Hint[]> {
  const starts = batch.contacts.map((contact) => flowStart(batch, flow, contact));
  const { together, alone } = await partStarts(world, starts);
  const hints: Hint[] = [];
  for (const start of alone) hints.push(...(await startFlow(world, start)));
  return [...hints, ...((await startTogether(world, together)) ?? [])];
}

/** A flow told from a workshop's day: before it, it is of use until the start; after it, for two days. */
function flowStart({ broadcast, workshop }: Batch, flow: string, contact: string): FlowStart {
  const { _id, stage, startsAt, states, createdAt } = broadcast;
  const validUntil = createdAt < startsAt ? startsAt : new Date(createdAt.getTime() + 2 * DAY);
  const about: MessageAbout = { workshop: workshop._id, startsAt, states };
  return {
    flow,
    contact,
    workshop: workshop._id,
    cause: `${_id}:${contact}`,
    validUntil,
    about,
    stage,
  };
}

/** Longer than a batch ever takes; after a crash the news waits for it. */
const NEWS_LEASE_MS = 20 * SECOND;

/**
 * News of one workshop is told by one worker at a time: of two moves at once, the second is no news to whom
 * the first has told the last date.
 */
async function tellNews(world: DispatchWorld, batch: Batch): Promise<Hint[] | 'later'> {
  const [lease, holder] = [`news:${batch.workshop._id}`, newId()];
  if (!(await takeLease(world.store, lease, holder, NEWS_LEASE_MS))) return 'later';
  try {
    return await reach(world, batch);
  } finally {
    await giveUpLease(world.store, lease, holder);
  }
}

import {
  type Batch,
  type BroadcastWorld,
  batchDone,
  flowOfStage,
  nextBatch,
  sameWeek,
  type ToldDate,
  toldDates,
} from '#broadcasts';
import {
  type ConversationWorld,
  callUnanswered,
  type FlowStart,
  languageOf,
  nudgeMany,
  partStarts,
  startFlow,
  startMany,
  startTogether,
  type WorkshopAndSite,
  withSite,
  writeAbout,
} from '#conversations';
import {
  type Contact,
  channelFor,
  DAY,
  type MessageAbout,
  planOf,
  type Rsvp,
  type RsvpState,
  SECOND,
} from '#domain';
import { composeMany, type Draft, type Item, inGroups, withRecording } from '#outbox';
import type { Hint } from '#queue';
import { giveUpLease, newId, takeLease } from '#storage';
import { type Place, stageHours } from './stage-hours.ts';

export type DispatchWorld = ConversationWorld & BroadcastWorld;

/** What the news of a move says to whom. */
const MOVED: Partial<Record<RsvpState, string>> = {
  yes: 'moved',
  offered: 'moved_waiting',
  waitlisted: 'moved_waiting',
};

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
  if (stage !== 'invitation') return composeMany(world, await itemsOf(world, batch));
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

function isNews({ stage }: Batch['broadcast']): boolean {
  return stage === 'moved' || stage === 'cancelled';
}

/** The texts of a stage that is one text: to each who still is one of those it is for. */
async function itemsOf(world: DispatchWorld, batch: Batch): Promise<Item[]> {
  const { workshop, broadcast } = batch;
  if (batch.contacts.length === 0) return [];
  const [families, told, about] = await Promise.all([
    familiesOf(world, batch),
    // Only news speaks of the date a family knows.
    isNews(broadcast) ? toldDates(world, batch.contacts, workshop._id) : null,
    withSite(world, workshop),
  ]);
  return families.flatMap((family): Item[] => {
    const date = told?.(family.contact._id) ?? null;
    // Moved there and back before she was told of it, or told by another text: there is no news.
    if (broadcast.stage === 'moved' && date?.isTold(broadcast.startsAt)) return [];
    const drafts = draftsOf(world, batch, family, about, date);
    return drafts.map((draft) => ({ contact: family.contact, draft }));
  });
}

type Family = { contact: Contact; rsvp: Rsvp };

/** A batch's families with their answers, as they now are, in one command. */
async function familiesOf({ store }: DispatchWorld, batch: Batch): Promise<Family[]> {
  const { workshop, broadcast, contacts } = batch;
  const stages = [
    {
      $match: {
        workshop: workshop._id,
        contact: { $in: contacts },
        state: { $in: broadcast.states },
      },
    },
    { $project: { _id: 0, rsvp: '$$ROOT' } },
    {
      $lookup: {
        from: 'contacts',
        localField: 'rsvp.contact',
        foreignField: '_id',
        as: 'contact',
      },
    },
    { $unwind: '$contact' },
  ];
  return store.rsvps.aggregate<Family>(stages).option({ batchSize: contacts.length + 1 });
}

function draftsOf(
  world: DispatchWorld,
  batch: Batch,
  { contact, rsvp }: Family,
  about: WorkshopAndSite,
  told: ToldDate | null,
): Draft[] {
  const { broadcast } = batch;
  const place = about.site ?? { timeZone: world.programme().timeZone, state: null };
  const known = told?.read ?? broadcast.before ?? broadcast.startsAt;
  const { body, recording } = writeAbout(world, contact, wordsOf(batch, rsvp, known), about);
  const draft: Draft = {
    cause: `${broadcast._id}:${contact._id}`,
    kind: 'notice',
    body,
    language: languageOf(world, contact),
    channel: channelFor(contact),
    hours: stageHours(broadcast, known, place, world.clock.now()),
    validUntil: validUntilOf(batch, place),
    about: aboutOf(batch),
    stage: broadcast.stage,
  };
  return withRecording(contact, draft, recording);
}

/** The text of a stage. News speaks of the date she knows, which may be older than the last one recorded. */
function wordsOf({ broadcast }: Batch, rsvp: Rsvp, known: Date) {
  const { stage } = broadcast;
  const key = stage === 'moved' ? (MOVED[rsvp.state] ?? 'moved_unseated') : stage;
  const values = { oldStartsAt: known, count: rsvp.party };
  return { namespace: 'common', key, values: stage === 'cancelled' ? { startsAt: known } : values };
}

function aboutOf({ broadcast }: Batch): MessageAbout {
  const { workshop, startsAt, states, stage } = broadcast;
  return { workshop, startsAt, states, ...(stage === 'cancelled' ? { cancelled: true } : {}) };
}

/** A reminder is of use until the next one, everything else until the start. */
function validUntilOf({ broadcast }: Batch, { timeZone }: Place): Date {
  const { startsAt } = broadcast;
  const stage = planOf({ startsAt, timeZone }).find((s) => s.stage === broadcast.stage);
  return stage?.validUntil ?? startsAt;
}

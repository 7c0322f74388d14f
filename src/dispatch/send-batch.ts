import {
  type Batch,
  type BroadcastWorld,
  batchDone,
  flowOfStage,
  nextBatch,
  toldDate,
} from '#broadcasts';
import { lockContact } from '#contacts';
import {
  type ConversationWorld,
  type FlowStart,
  languageOf,
  startFlow,
  startMany,
  writeFor,
} from '#conversations';
import { DAY, type MessageAbout, planOf, type Rsvp, type RsvpState, type Site } from '#domain';
import { compose, type Draft, withRecording } from '#outbox';
import type { Hint } from '#queue';
import type { Transaction } from '#storage';
import { type Place, stageHours } from './stage-hours.ts';

export type DispatchWorld = ConversationWorld & BroadcastWorld;

/** What the news of a move says to whom. */
const MOVED: Partial<Record<RsvpState, string>> = {
  yes: 'moved',
  offered: 'moved_waiting',
  waitlisted: 'moved_waiting',
};

/**
 * Reaches a broadcast's next families: the invitation starts its flow, every other stage is one text. Each
 * family is a transaction of its own, so a crash in the middle repeats nothing and leaves nobody out.
 */
export async function sendBatch(world: DispatchWorld, broadcastId: string): Promise<void> {
  const batch = await nextBatch(world, broadcastId);
  if (!batch) return;
  const { workshop, broadcast, contacts } = batch;
  const flow = flowOfStage(broadcast);
  if (flow !== null) {
    for (const contact of contacts)
      await world.queue.enqueue(await startFlow(world, flowStart(batch, flow, contact)));
  } else if (broadcast.stage === 'invitation') {
    await world.queue.enqueue(await startMany(world, workshop, contacts, broadcast._id));
  } else {
    const place = await placeOf(world, workshop.site);
    for (const contact of contacts) {
      await world.queue.enqueue(await sendStage(world, batch, contact, place));
    }
  }
  if (await batchDone(world, batch)) {
    await world.queue.enqueue([{ queue: 'batches', job: { broadcast: broadcast._id } }]);
  }
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

async function placeOf(world: DispatchWorld, siteId: string): Promise<Place> {
  const site = await world.store.sites.findById(siteId).lean<Site>();
  return site ?? { timeZone: world.programme().timeZone, state: null };
}

async function sendStage(
  world: DispatchWorld,
  batch: Batch,
  contactId: string,
  place: Place,
): Promise<Hint[]> {
  return world.store.transaction(async (tx) => {
    const contact = await lockContact(world, contactId, tx);
    const { workshop, broadcast } = batch;
    const rsvp = await rsvpOf(world, workshop._id, contactId, tx);
    if (!rsvp || !broadcast.states.includes(rsvp.state)) return [];
    const told = await toldDate(world, contactId, workshop._id, tx);
    // Moved there and back before she was told of it, or told by another text: there is no news.
    if (broadcast.stage === 'moved' && told.isTold(broadcast.startsAt)) return [];
    const known = told.read ?? broadcast.before ?? broadcast.startsAt;
    const words = wordsOf(batch, rsvp, known);
    const { body, recording } = await writeFor(world, { contact, tx }, words, workshop._id);
    const draft: Draft = {
      cause: `${broadcast._id}:${contactId}`,
      kind: 'notice',
      body,
      language: languageOf(world, contact),
      hours: stageHours(broadcast, known, place, world.clock.now()),
      validUntil: validUntilOf(batch, place),
      about: aboutOf(batch),
      stage: broadcast.stage,
    };
    const drafts = withRecording(contact, draft, recording);
    return (await compose(world, contact, drafts, tx)).hints;
  });
}

function rsvpOf(
  world: DispatchWorld,
  workshop: string,
  contact: string,
  tx: Transaction,
): Promise<Rsvp | null> {
  return world.store.rsvps.findOne({ workshop, contact }).session(tx).lean<Rsvp>();
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

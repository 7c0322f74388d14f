import { type Batch, type BroadcastWorld, batchDone, nextBatch } from '#broadcasts';
import { lockContact } from '#contacts';
import { type ConversationWorld, languageOf, renderFor, startMany } from '#conversations';
import {
  localTime,
  type MessageAbout,
  type MessageHours,
  planOf,
  type Rsvp,
  type RsvpState,
} from '#domain';
import { compose, type Draft } from '#outbox';
import type { Hint } from '#queue';
import type { Transaction } from '#storage';

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
  if (broadcast.stage === 'invitation') {
    await world.queue.enqueue(await startMany(world, workshop, contacts, broadcast._id));
  } else {
    const timeZone = await zoneOf(world, workshop.site);
    for (const contact of contacts) {
      await world.queue.enqueue(await sendStage(world, batch, contact, timeZone));
    }
  }
  if (await batchDone(world, batch)) {
    await world.queue.enqueue([{ queue: 'batches', job: { broadcast: broadcast._id } }]);
  }
}

async function zoneOf(world: DispatchWorld, siteId: string): Promise<string> {
  const site = await world.store.sites.findById(siteId).lean<{ timeZone: string }>();
  return site?.timeZone ?? world.programme().timeZone;
}

async function sendStage(
  world: DispatchWorld,
  batch: Batch,
  contactId: string,
  timeZone: string,
): Promise<Hint[]> {
  return world.store.transaction(async (tx) => {
    const contact = await lockContact(world, contactId, tx);
    const { workshop, broadcast } = batch;
    const rsvp = await rsvpOf(world, workshop._id, contactId, tx);
    if (!rsvp) return [];
    const about: MessageAbout = {
      workshop: workshop._id,
      startsAt: broadcast.startsAt,
      states: broadcast.states,
      ...(broadcast.stage === 'cancelled' ? { cancelled: true } : {}),
    };
    const draft: Draft = {
      cause: `${broadcast._id}:${contactId}`,
      kind: 'notice',
      body: await renderFor(world, { contact, tx }, wordsOf(batch, rsvp), workshop._id),
      language: languageOf(world, contact),
      hours: hoursOf(world, batch, timeZone),
      validUntil: validUntilOf(batch, timeZone),
      about,
      stage: broadcast.stage,
    };
    return (await compose(world, contact, [draft], tx)).hints;
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

/** The text of a stage; who holds no seats is not told that seats are kept. */
function wordsOf({ broadcast }: Batch, rsvp: Rsvp) {
  const key = broadcast.stage === 'moved' ? MOVED[rsvp.state] : broadcast.stage;
  const values = { oldStartsAt: broadcast.before, count: rsvp.party };
  return { namespace: 'common', key: key ?? 'moved_unseated', values };
}

/** The morning-of goes at 8:00; a change on the day itself that a named person confirmed, from 7:00. */
function hoursOf(world: DispatchWorld, { broadcast }: Batch, timeZone: string): MessageHours {
  if (broadcast.stage === 'morning_of') return 'hard';
  const dayOf = (at: Date) => Object.values(localTime(at, timeZone).day).join('-');
  const first = broadcast.before ?? broadcast.startsAt;
  const onTheDay = dayOf(first) === dayOf(world.clock.now());
  return broadcast.by && onTheDay ? 'urgent' : 'usual';
}

/** A reminder is of use until the next one, everything else until the start. */
function validUntilOf({ broadcast }: Batch, timeZone: string): Date {
  const { startsAt, before, createdAt } = broadcast;
  const stage = planOf({ startsAt, timeZone }).find((s) => s.stage === broadcast.stage);
  if (stage) return stage.validUntil;
  // News of a move must come before the earlier date, or a family stands before a closed door.
  return before && before > createdAt && before < startsAt ? before : startsAt;
}

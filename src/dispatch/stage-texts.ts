import { type Batch, type ToldDate, toldDates } from '#broadcasts';
import {
  type ConversationWorld,
  languageOf,
  type Words,
  type WorkshopAndSite,
  type Written,
  withSite,
  writeAbout,
} from '#conversations';
import {
  type Contact,
  channelFor,
  type MessageAbout,
  planOf,
  type Rsvp,
  type RsvpState,
} from '#domain';
import { type Draft, type Item, withRecording } from '#outbox';
import { type Place, stageHours } from './stage-hours.ts';

/** What the news of a move says to whom. */
const MOVED: Partial<Record<RsvpState, string>> = {
  yes: 'moved',
  offered: 'moved_waiting',
  waitlisted: 'moved_waiting',
};

/** Whether a stage tells of a change, which comes when it comes. */
export function isNews({ stage }: Batch['broadcast']): boolean {
  return stage === 'moved' || stage === 'cancelled';
}

/** The texts of a stage that is one text: to each who still is one of those it is for. */
export async function stageTexts(world: ConversationWorld, batch: Batch): Promise<Item[]> {
  const { workshop, broadcast } = batch;
  if (batch.contacts.length === 0) return [];
  const [families, told, about] = await Promise.all([
    familiesOf(world, batch),
    // Only news speaks of the date a family knows.
    isNews(broadcast) ? toldDates(world, batch.contacts, workshop._id) : null,
    withSite(world, workshop),
  ]);
  const place = about.site ?? { timeZone: world.programme().timeZone, state: null };
  const validUntil = validUntilOf(batch, place);
  const write = writtenOnce(world, about);
  return families.flatMap((family): Item[] => {
    const date = told?.(family.contact._id) ?? null;
    // Moved there and back before she was told of it, or told by another text: there is no news.
    if (broadcast.stage === 'moved' && date?.isTold(broadcast.startsAt)) return [];
    const drafts = draftsOf(world, { ...batch, place, validUntil, write }, family, date);
    return drafts.map((draft) => ({ contact: family.contact, draft }));
  });
}

type Family = { contact: Contact; rsvp: Rsvp };
type Write = (contact: Contact, words: Words) => Written;
/** A batch, and what all its texts share. */
type Shared = Batch & { place: Place; validUntil: Date; write: Write };

/** Writes a text about a workshop once for all who read the same language and get the same words. */
function writtenOnce(world: ConversationWorld, about: WorkshopAndSite): Write {
  const known = new Map<string, Written>();
  return (contact, words) => {
    const key = JSON.stringify([contact.language, contact.reads, words]);
    const written = known.get(key) ?? writeAbout(world, contact, words, about);
    known.set(key, written);
    return written;
  };
}

/** A batch's families with their answers, as they now are, in one command, which joins nothing: that is dear. */
async function familiesOf({ store }: ConversationWorld, batch: Batch): Promise<Family[]> {
  const { workshop, broadcast, contacts } = batch;
  const hers = { contact: { $in: contacts }, state: { $in: broadcast.states } };
  const theContacts = [
    { $match: { _id: { $in: contacts } } },
    { $project: { _id: 0, contact: '$$ROOT' } },
  ];
  const rows = await store.rsvps
    .aggregate<Partial<Family>>([
      { $match: { workshop: workshop._id, ...hers } },
      { $project: { _id: 0, rsvp: '$$ROOT' } },
      { $unionWith: { coll: 'contacts', pipeline: theContacts } },
    ])
    .option({ batchSize: 2 * contacts.length + 1 });
  const answers = new Map(rows.flatMap(({ rsvp }) => (rsvp ? [[rsvp.contact, rsvp]] : [])));
  return rows.flatMap(({ contact }): Family[] => {
    const rsvp = contact && answers.get(contact._id);
    return rsvp ? [{ contact, rsvp }] : [];
  });
}

function draftsOf(
  world: ConversationWorld,
  batch: Shared,
  { contact, rsvp }: Family,
  told: ToldDate | null,
): Draft[] {
  const { broadcast, place, validUntil } = batch;
  const known = told?.read ?? broadcast.before ?? broadcast.startsAt;
  const { body, recording } = batch.write(contact, wordsOf(batch, rsvp, known));
  const draft: Draft = {
    cause: `${broadcast._id}:${contact._id}`,
    kind: 'notice',
    body,
    language: languageOf(world, contact),
    channel: channelFor(contact),
    hours: stageHours(broadcast, known, place, world.clock.now()),
    validUntil,
    about: aboutOf(batch),
    stage: broadcast.stage,
  };
  return withRecording(contact, draft, recording);
}

/** The text of a stage. News speaks of the date she knows, which may be older than the last one recorded. */
function wordsOf({ broadcast }: Batch, rsvp: Rsvp, known: Date): Words {
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

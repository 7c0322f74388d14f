import type { Contact, Message, Rsvp, Site, Workshop } from '#domain';
import type { Store } from '#storage';
import { type GateFacts, limitsFor } from './gate.ts';
import {
  countedForCap,
  factsOf,
  type GateWorld,
  holdsAbout,
  statesThatCount,
} from './gather-facts.ts';
import { isOverLimit } from './monthly-limit.ts';

export type GroupWorld = GateWorld & { store: Pick<Store, 'contacts'> };

type Told = Pick<Workshop, '_id' | 'startsAt' | 'cancelledAt'>;
type Counted = Pick<Message, '_id' | 'dueAt' | 'sentAt'>;
type Known = {
  contact: Contact;
  rsvps: Pick<Rsvp, 'workshop' | 'state'>[];
  proactive: Counted[];
};

/** Who a group's texts are for, and what the gate must know of each; null for one whose contact is gone. */
export type GroupFacts = {
  contactOf: (message: Message) => Contact | null;
  factsFor: (message: Message) => GateFacts | null;
  /** A text of this group is to go: it counts for those after it. */
  count: (message: Message) => void;
};

/**
 * Reads what the gate must know of a group of texts in one command, however many they are. `texts` are all
 * queued or all being sent; `paid` segments of them count for this month already.
 */
export async function groupFacts(
  world: GroupWorld,
  texts: readonly Message[],
  paid = 0,
): Promise<GroupFacts> {
  let ahead = -paid;
  const { known, workshops } = await readAll(world, texts);
  const sites = await sitesOf(world, texts, known);
  return {
    contactOf: ({ contact }) => known.get(contact)?.contact ?? null,
    factsFor: (message) => {
      const about = message.about;
      const her = known.get(message.contact);
      if (!her) return null;
      const rsvp = her.rsvps.find(({ workshop }) => workshop === about?.workshop) ?? null;
      const holds = !about || holdsAbout(about, workshops.get(about.workshop) ?? null, rsvp);
      const others = her.proactive.filter(({ _id }) => _id !== message._id);
      const otherProactive =
        message.kind === 'proactive' ? others.map((m) => m.sentAt ?? m.dueAt) : [];
      const site = sites.get(her.contact.sites[0] ?? '');
      const facts = factsOf(world, { message, contact: her.contact, holds, site, otherProactive });
      return { ...facts, overLimit: isOverLimit(world, message, ahead) };
    },
    count: (message) => {
      ahead += message.segments;
      if (message.kind === 'proactive') known.get(message.contact)?.proactive.push(message);
    },
  };
}

/** One command for all: the contacts with what is theirs, and the workshops behind them. */
async function readAll({ store, clock }: GroupWorld, texts: readonly Message[]) {
  const contacts = [...new Set(texts.map(({ contact }) => contact))];
  const about = [...new Set(texts.flatMap((text) => text.about?.workshop ?? []))];
  const unasked = texts.find(({ kind }) => kind === 'proactive');
  const theirs = (from: string, match: object, project: object, as: string) => ({
    $lookup: {
      from,
      localField: '_id',
      foreignField: 'contact',
      pipeline: [{ $match: match }, { $project: project }],
      as,
    },
  });
  const stages = [
    { $match: { _id: { $in: contacts } } },
    { $project: { contact: '$$ROOT' } },
    ...(about.length > 0
      ? [theirs('rsvps', { workshop: { $in: about } }, { workshop: 1, state: 1 }, 'rsvps')]
      : []),
    ...(unasked
      ? [
          theirs(
            'messages',
            countedForCap(clock.now(), statesThatCount(unasked)),
            { dueAt: 1, sentAt: 1 },
            'proactive',
          ),
        ]
      : []),
    ...(about.length > 0 ? [workshopsBehind(about)] : []),
  ];
  const rows = await store.contacts.collection
    .aggregate<Partial<Known> & { told?: Told }>(stages as object[], {
      batchSize: contacts.length + about.length + 1,
    })
    .toArray();
  const known = new Map<string, Known>();
  const workshops = new Map<string, Told>();
  for (const { contact, rsvps = [], proactive = [], told } of rows) {
    if (contact) known.set(contact._id, { contact, rsvps, proactive });
    if (told) workshops.set(told._id, told);
  }
  return { known, workshops };
}

function workshopsBehind(ids: readonly string[]) {
  const pipeline = [
    { $match: { _id: { $in: ids } } },
    { $project: { told: { _id: '$_id', startsAt: '$startsAt', cancelledAt: '$cancelledAt' } } },
  ];
  return { $unionWith: { coll: 'workshops', pipeline } };
}

/** The sites of those whose texts keep to hours. */
async function sitesOf(
  world: GroupWorld,
  texts: readonly Message[],
  known: ReadonlyMap<string, Known>,
): Promise<ReadonlyMap<string, Site>> {
  const timed = texts.filter((text) => limitsFor(text) !== null);
  return world.sites(timed.flatMap((text) => known.get(text.contact)?.contact.sites[0] ?? []));
}

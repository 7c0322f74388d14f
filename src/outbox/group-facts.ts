import { aboutAll, type Contact, type Message, type Rsvp, type Site, type Workshop } from '#domain';
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

type Told = Pick<
  Workshop,
  '_id' | 'startsAt' | 'cancelledAt' | 'endsAt' | 'title' | 'place' | 'site'
>;
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
  const sites = await sitesOf(world, texts, known, workshops);
  return {
    contactOf: ({ contact }) => known.get(contact)?.contact ?? null,
    factsFor: (message) => {
      const her = known.get(message.contact);
      if (!her) return null;
      const rsvpOf = (id: string) => her.rsvps.find(({ workshop }) => workshop === id) ?? null;
      const holds = aboutAll(message).every((about) =>
        holdsAbout(about, workshops.get(about.workshop) ?? null, rsvpOf(about.workshop)),
      );
      const others = her.proactive.filter(({ _id }) => _id !== message._id);
      const otherProactive =
        message.kind === 'proactive' ? others.map((m) => m.sentAt ?? m.dueAt) : [];
      const site = sites.get(her.contact.sites[0] ?? '');
      const told = workshops.get(message.about?.workshop ?? '') ?? null;
      const toldSite = sites.get(told?.site ?? '') ?? null;
      const read = { message, contact: her.contact, holds, site, told, toldSite, otherProactive };
      return { ...factsOf(world, read), overLimit: isOverLimit(world, message, ahead) };
    },
    count: (message) => {
      ahead += message.segments;
      if (message.kind === 'proactive') known.get(message.contact)?.proactive.push(message);
    },
  };
}

type Row = {
  contact?: Contact;
  rsvp?: Pick<Rsvp, 'contact' | 'workshop' | 'state'>;
  text?: Counted & Pick<Message, 'contact'>;
  told?: Told;
};

/** Enough that no second command fetches the rest. */
const ALL = 10_000;

/**
 * One command for all: the contacts, what is theirs, and the workshops behind them. One after the other: to
 * join them costs MongoDB several times as much.
 */
async function readAll({ store, clock }: GroupWorld, texts: readonly Message[]) {
  const contacts = [...new Set(texts.map(({ contact }) => contact))];
  const about = [
    ...new Set(texts.flatMap((text) => aboutAll(text).map(({ workshop }) => workshop))),
  ];
  const theirs = { contact: { $in: contacts } };
  const ofWorkshops = { ...theirs, workshop: { $in: about } };
  const unasked = texts.find(({ kind }) => kind === 'proactive');
  const counted = unasked && { ...theirs, ...countedForCap(clock.now(), statesThatCount(unasked)) };
  const stages = [
    { $match: { _id: { $in: contacts } } },
    { $project: { contact: '$$ROOT' } },
    ...(about.length === 0
      ? []
      : [
          alsoFrom('rsvps', ofWorkshops, 'rsvp', ['contact', 'workshop', 'state']),
          alsoFrom('workshops', { _id: { $in: about } }, 'told', TOLD),
        ]),
    ...(counted
      ? [alsoFrom('messages', counted, 'text', ['_id', 'contact', 'dueAt', 'sentAt'])]
      : []),
  ];
  const rows = await store.contacts.collection.aggregate<Row>(stages, { batchSize: ALL }).toArray();
  const known = new Map<string, Known>();
  const workshops = new Map<string, Told>();
  for (const { contact } of rows)
    if (contact) known.set(contact._id, { contact, rsvps: [], proactive: [] });
  for (const { rsvp, text, told } of rows) {
    if (rsvp) known.get(rsvp.contact)?.rsvps.push(rsvp);
    if (text) known.get(text.contact)?.proactive.push(text);
    if (told) workshops.set(told._id, told);
  }
  return { known, workshops };
}

const TOLD = ['_id', 'startsAt', 'cancelledAt', 'endsAt', 'title', 'place', 'site'];

/** The stage that adds another collection's documents, these fields of each as `as`. */
function alsoFrom(coll: string, match: object, as: string, fields: readonly string[]) {
  const project = { _id: 0, [as]: Object.fromEntries(fields.map((name) => [name, `$${name}`])) };
  return { $unionWith: { coll, pipeline: [{ $match: match }, { $project: project }] } };
}

/** The sites of those whose texts keep to hours, and of the workshops a template may tell of. */
async function sitesOf(
  world: GroupWorld,
  texts: readonly Message[],
  known: ReadonlyMap<string, Known>,
  workshops: ReadonlyMap<string, Told>,
): Promise<ReadonlyMap<string, Site>> {
  const byWhatsapp = texts.some(({ channel }) => channel === 'whatsapp');
  const told = byWhatsapp ? [...workshops.values()].map(({ site }) => site) : [];
  const timed = texts.filter((text) => limitsFor(text) !== null);
  const theirs = timed.flatMap((text) => known.get(text.contact)?.contact.sites[0] ?? []);
  return world.sites([...theirs, ...told]);
}

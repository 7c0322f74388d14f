import { createHash } from 'node:crypto';
import { isTopic } from '#content';
import { type Clock, type Contact, DAY, fold } from '#domain';
import type { Inbound, Store } from '#storage';

/** Messages for a person that ask the same, about one workshop, or at one site where none is known. */
export type HandOffs = {
  /** Names the group: the same question about the same workshop is always the same group. */
  group: string;
  site: string | null;
  workshop: string | null;
  /** Why they are for a person; a topic's name where they ask about one. */
  reason: string;
  topic: string | null;
  count: number;
  oldestAt: Date;
  messages: { id: string; contact: string; at: Date; body: string }[];
};

type World = { store: Pick<Store, 'inbound' | 'contacts' | 'workshops'>; clock: Clock };

/** What came too fast from one phone to be answered. */
export const LOOP = 'loop';

/** How long a message waits for a person before it is history. */
const WAITS = 60 * DAY;
/** Of these the words tell whether they ask the same; all else that is no topic is one family's own. */
const BY_WORDS: readonly string[] = ['unclear', 'asked_for'];

/** What waits for a person, of one site or workshop or of all: what most families ask first. */
export async function openHandOffs(
  world: World,
  wanted: { site?: string | undefined; workshop?: string | undefined } = {},
): Promise<HandOffs[]> {
  const since = new Date(world.clock.now().getTime() - WAITS);
  const waiting = await world.store.inbound
    .find({
      forPerson: { $gt: '' },
      receivedAt: { $gt: since },
      answeredIn: null,
      contact: { $ne: null },
      ...(wanted.workshop ? { workshop: wanted.workshop } : {}),
    })
    .sort({ receivedAt: 1 })
    .lean<Inbound[]>();
  const siteOf = await sitesOf(world, waiting);
  const groups = new Map<string, HandOffs>();
  for (const message of waiting) add(groups, message, siteOf(message));
  return [...groups.values()]
    .filter(({ site }) => !wanted.site || site === wanted.site)
    .sort((a, b) => b.count - a.count || a.oldestAt.getTime() - b.oldestAt.getTime());
}

function add(groups: Map<string, HandOffs>, message: Inbound, site: string | null): void {
  const { _id: id, contact, receivedAt: at, body, workshop = null } = message;
  const reason = message.forPerson ?? '';
  const topic = isTopic(reason) ? reason : null;
  const group = nameOf(workshop ?? site ?? '', sameAs(message));
  const known = groups.get(group);
  const listed = { id, contact: contact ?? '', at, body };
  if (known) {
    known.messages.push(listed);
    known.count += 1;
    return;
  }
  const first = { count: 1, oldestAt: at, messages: [listed] };
  groups.set(group, { group, site, workshop, reason, topic, ...first });
}

/** What two messages share that ask the same. */
function sameAs({ _id, contact, forPerson, body }: Inbound): string {
  const reason = forPerson ?? '';
  // All that a robot wrote is one thing to look at.
  if (reason === LOOP) return `loop ${contact}`;
  if (isTopic(reason)) return `topic ${reason}`;
  const words = BY_WORDS.includes(reason) ? fold(body) : '';
  return words === '' ? `message ${_id}` : `words ${words}`;
}

function nameOf(where: string, same: string): string {
  return createHash('sha256').update(`${where}\n${same}`).digest('hex').slice(0, 12);
}

/** The site of each message: its workshop's, else the family's first. */
async function sitesOf({ store }: World, messages: readonly Inbound[]) {
  const [workshops, contacts] = await Promise.all([
    store.workshops
      .find({ _id: { $in: messages.flatMap(({ workshop }) => workshop ?? []) } }, { site: 1 })
      .lean<{ _id: string; site: string }[]>(),
    store.contacts
      .find({ _id: { $in: messages.flatMap(({ contact }) => contact ?? []) } }, { sites: 1 })
      .lean<Pick<Contact, '_id' | 'sites'>[]>(),
  ]);
  const ofWorkshop = new Map(workshops.map(({ _id, site }) => [_id, site]));
  const ofContact = new Map(contacts.map(({ _id, sites }) => [_id, sites[0]]));
  return ({ workshop, contact }: Inbound): string | null =>
    ofWorkshop.get(workshop ?? '') ?? ofContact.get(contact ?? '') ?? null;
}

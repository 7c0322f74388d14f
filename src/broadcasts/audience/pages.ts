import type { Contact } from '#domain';
import type { Store } from '#storage';
import { type Audience, requiredParts } from './audience.ts';
import { type Elsewhere, elsewhereOf, type Filter, filterOf } from './filter.ts';

export type AudienceWorld = { store: Pick<Store, 'contacts' | 'rsvps' | 'answers'> };

/** Some of an audience in order of id; `next` begins the page after it, null where there is none. */
export type Page = { contacts: Contact[]; next: string | null };

/**
 * The contacts of an audience after the id `after`, a few indexed queries a page: from the collection that
 * narrows it most, then what is kept elsewhere about these, then they themselves. A page may be short, or
 * empty, with others after it.
 */
export async function audiencePage(
  world: AudienceWorld,
  audience: Audience,
  after: string | null,
  size: number,
): Promise<Page> {
  const source = sourceOf(audience);
  const ids = await candidates(world, audience, source, after, size);
  const next = ids.length < size ? null : (ids.at(-1) ?? null);
  if (ids.length === 0) return { contacts: [], next: null };
  const asked = new Map<string, Filter>();
  for (const condition of conditionsOf(audience)) {
    asked.set(keyOf(condition), { _id: { $in: await thoseWho(world, condition, ids) } });
  }
  const filter = filterOf(audience, (condition) => asked.get(keyOf(condition)) ?? null);
  const contacts = await world.store.contacts
    .find({ $and: [{ _id: { $in: ids } }, filter] })
    .sort({ _id: 1 })
    .batchSize(size + 1)
    .lean<Contact[]>();
  return { contacts, next };
}

/** Every page of an audience, one after the other. */
export async function* audiencePages(
  world: AudienceWorld,
  audience: Audience,
): AsyncGenerator<Contact[]> {
  let after: string | null = null;
  do {
    const page: Page = await audiencePage(world, audience, after, 1000);
    yield page.contacts;
    after = page.next;
  } while (after !== null);
}

/** Which collection a page is taken from: one that everybody in the audience must be in, if there is one. */
function sourceOf(audience: Audience): Elsewhere | 'contacts' {
  const required = requiredParts(audience);
  if (required.some(({ contacts, phones }) => contacts || phones)) return 'contacts';
  return required.flatMap(elsewhereOf)[0] ?? 'contacts';
}

function conditionsOf(audience: Audience): Elsewhere[] {
  const found: Elsewhere[] = [];
  // Resolving nothing visits every condition once.
  filterOf(audience, (condition) => {
    found.push(condition);
    return null;
  });
  return [...new Map(found.map((condition) => [keyOf(condition), condition])).values()];
}

const keyOf = (condition: Elsewhere) =>
  JSON.stringify(condition, (_, value) => (value instanceof RegExp ? value.source : value));

async function candidates(
  world: AudienceWorld,
  audience: Audience,
  source: Elsewhere | 'contacts',
  after: string | null,
  size: number,
): Promise<string[]> {
  if (source !== 'contacts') {
    const beyond = after === null ? {} : { contact: { $gt: after } };
    return contactsIn(world, source, beyond, size);
  }
  const maybe = filterOf(audience, () => null);
  const beyond = after === null ? [] : [{ _id: { $gt: after } }];
  const found = await world.store.contacts
    .find({ $and: [...beyond, maybe] }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(size)
    .batchSize(size + 1)
    .lean<Pick<Contact, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

const thoseWho = (world: AudienceWorld, condition: Elsewhere, ids: readonly string[]) =>
  contactsIn(world, condition, { contact: { $in: ids } }, ids.length);

/** Contacts who fulfil a condition that is kept elsewhere; each is there at most once. */
async function contactsIn(
  { store }: AudienceWorld,
  condition: Elsewhere,
  which: Filter,
  limit: number,
): Promise<string[]> {
  const wanted: Filter = { ...queryOf(condition), ...which };
  const only = { contact: 1, _id: 0 };
  const options = { sort: { contact: 1 }, limit, batchSize: limit + 1 } as const;
  const found =
    condition.from === 'rsvps'
      ? store.rsvps.find(wanted, only, options).lean<Found[]>()
      : store.answers.find(wanted, only, options).lean<Found[]>();
  return (await found).map(({ contact }) => contact);
}

type Found = { contact: string };

function queryOf(condition: Elsewhere): Filter {
  if (condition.from === 'answers') {
    const { flow, question, values } = condition;
    return { survey: flow, question, value: { $in: values } };
  }
  const { workshop, states } = condition;
  return { workshop, ...(states ? { state: { $in: states } } : {}) };
}

import type { Contact } from '#domain';
import type { Store } from '#storage';
import { type Audience, requiredParts } from './audience.ts';
import { contactsWho, type ElsewhereWorld } from './contacts-who.ts';
import { type Elsewhere, elsewhereOf, type Filter, filterOf } from './filter.ts';

export type AudienceWorld = ElsewhereWorld & { store: Pick<Store, 'contacts'> };

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
  const { ids, more } = await candidates(world, audience, source, after, size);
  const next = more ? (ids.at(-1) ?? null) : null;
  if (ids.length === 0) return { contacts: [], next: null };
  const asked = new Map<string, Filter>();
  for (const condition of conditionsOf(audience)) {
    const those = await contactsWho(world, condition, { contact: { $in: ids } });
    asked.set(keyOf(condition), { _id: { $in: those.ids } });
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
): Promise<{ ids: string[]; more: boolean }> {
  if (source !== 'contacts') {
    const beyond = after === null ? {} : { contact: { $gt: after } };
    return contactsWho(world, source, beyond, size);
  }
  const maybe = filterOf(audience, () => null);
  const beyond = after === null ? [] : [{ _id: { $gt: after } }];
  const found = await world.store.contacts
    .find({ $and: [...beyond, maybe] }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(size)
    .batchSize(size + 1)
    .lean<Pick<Contact, '_id'>[]>();
  return { ids: found.map(({ _id }) => _id), more: found.length === size };
}

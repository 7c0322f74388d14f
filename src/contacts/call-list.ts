import type { Clock, Contact, Rsvp } from '#domain';
import { type Call, type CallReason, newId, type Store, type Transaction } from '#storage';

type World = { store: Pick<Store, 'calls'>; clock: Clock };

/** Who is to be called and why; `site` and `workshop` where the call is about one. */
export type CallWish = Pick<Call, 'contact' | 'reason'> &
  Partial<Pick<Call, 'language' | 'site' | 'workshop'>>;

/**
 * Puts a family on the call list and gives its entry. Whoever waits for the same reason is on it already:
 * her entry stays as it is, but for the language last named.
 */
export async function openCall(
  { store, clock }: World,
  { contact, reason, language, site = null, workshop = null }: CallWish,
  tx?: Transaction,
): Promise<Call> {
  const first = { _id: newId(), site, workshop, since: clock.now(), toldAt: null };
  const named = language === undefined ? {} : { $set: { language } };
  return store.calls
    .findOneAndUpdate(
      { contact, reason, open: true },
      { ...named, $setOnInsert: { ...first, doneAt: null, doneBy: null } },
      { upsert: true, returnDocument: 'after', session: tx ?? null },
    )
    .lean<Call>()
    .orFail();
}

/**
 * Puts a family whose language we have no words in on the list, once for each language: one that was called
 * for it before is not listed again by itself.
 */
export async function openCallForLanguage(
  world: World,
  contact: string,
  language: string,
  tx?: Transaction,
): Promise<Call> {
  const before = await world.store.calls
    .findOne({ contact, reason: 'language', language })
    .sort({ since: -1 })
    .session(tx ?? null)
    .lean<Call>();
  return before ?? openCall(world, { contact, reason: 'language', language }, tx);
}

/** Notes that a text says to them that a person will call. */
export async function noteTold(
  { store, clock }: World,
  calls: readonly string[],
  tx: Transaction,
): Promise<void> {
  if (calls.length === 0) return;
  const told = { $set: { toldAt: clock.now() } };
  await store.calls.updateMany({ _id: { $in: calls } }, told, { session: tx });
}

/** A family to be called, as she and her entry stand now. */
export type Listed = { call: Call; contact: Contact };

/**
 * Who is to be called, the longest waiting first: of one site, or of all. Left out, though kept, are
 * families that were not asked what they want and have said stop since, those that now go by another
 * language than the one they were listed for, and those whose workshop they have answered, or is over.
 */
export async function callList(world: ListWorld, site?: string): Promise<Listed[]> {
  const { store } = world;
  const open = await store.calls.find({ open: true }).sort({ since: 1, _id: 1 }).lean<Call[]>();
  const over = await answeredOrOver(world, open);
  const calls = open.filter(({ _id }) => !over.has(_id));
  const ids = calls.map((call) => call.contact);
  const contacts = await store.contacts.find({ _id: { $in: ids } }).lean<Contact[]>();
  const byId = new Map(contacts.map((contact) => [contact._id, contact]));
  return calls.flatMap((call) => {
    const contact = byId.get(call.contact);
    if (!contact || !isWanted(call, contact)) return [];
    const sites = call.site ? [call.site] : contact.sites;
    return site === undefined || sites.includes(site) ? [{ call, contact }] : [];
  });
}

/** What reading the list takes: whether a call still is about something. */
type ListWorld = {
  store: Pick<Store, 'calls' | 'contacts' | 'workshops' | 'rsvps'>;
  clock: Clock;
};

/** Takes her off the list for not answering about a workshop that is over, or answered by now. */
export async function closeAnswered(
  world: ListWorld,
  contact: string,
  tx: Transaction,
): Promise<void> {
  const calls = await world.store.calls
    .find({ contact, reason: 'no_answer', open: true })
    .session(tx)
    .lean<Call[]>();
  const over = [...(await answeredOrOver(world, calls, tx))];
  if (over.length === 0) return;
  const done = { $set: { open: false, doneAt: world.clock.now() } };
  await world.store.calls.updateMany({ _id: { $in: over } }, done, { session: tx });
}

/** Which entries are for no answer about a workshop that is over or off, or that she has answered since. */
async function answeredOrOver(
  { store, clock }: ListWorld,
  calls: readonly Call[],
  tx: Transaction | null = null,
): Promise<Set<string>> {
  const about = calls.filter(({ reason, workshop }) => reason === 'no_answer' && workshop !== null);
  if (about.length === 0) return new Set();
  const ids = about.map(({ workshop }) => workshop);
  const ahead = await store.workshops
    .find({ _id: { $in: ids }, startsAt: { $gt: clock.now() }, cancelledAt: null }, { _id: 1 })
    .session(tx)
    .lean<{ _id: string }[]>();
  const silent = await store.rsvps
    .find(
      {
        workshop: { $in: ahead.map(({ _id }) => _id) },
        contact: { $in: about.map(({ contact }) => contact) },
        state: 'invited',
      },
      { workshop: 1, contact: 1 },
    )
    .session(tx)
    .lean<Pick<Rsvp, '_id' | 'workshop' | 'contact'>[]>();
  const still = new Set(silent.map(({ workshop, contact }) => `${contact} ${workshop}`));
  const over = about.filter(({ contact, workshop }) => !still.has(`${contact} ${workshop}`));
  return new Set(over.map(({ _id }) => _id));
}

function isWanted(call: Call, { consent, language }: Contact): boolean {
  if (call.reason === 'asked') return true;
  if (consent.optedOutAt !== null) return false;
  return call.reason !== 'language' || call.language === language;
}

/** Takes a family off the list, for one reason or all; gives the reasons of the entries that were open. */
export async function closeCalls(
  { store, clock }: World,
  contact: string,
  by: string | null,
  reason?: CallReason,
): Promise<CallReason[]> {
  const which = { contact, open: true, ...(reason ? { reason } : {}) };
  const open = await store.calls.find(which).sort({ since: 1 }).lean<Call[]>();
  const ids = open.map(({ _id }) => _id);
  const done = { $set: { open: false, doneAt: clock.now(), doneBy: by } };
  await store.calls.updateMany({ _id: { $in: ids }, open: true }, done);
  return open.map((call) => call.reason);
}

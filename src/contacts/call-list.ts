import type { Clock, Contact } from '#domain';
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
 * families that were not asked what they want and have said stop since, and those that now go by another
 * language than the one they were listed for.
 */
export async function callList(
  { store }: { store: Pick<Store, 'calls' | 'contacts'> },
  site?: string,
): Promise<Listed[]> {
  const calls = await store.calls.find({ open: true }).sort({ since: 1, _id: 1 }).lean<Call[]>();
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

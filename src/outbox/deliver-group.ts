import { setTimeout as wait } from 'node:timers/promises';
import { type Contact, type Message, SECOND } from '#domain';
import { type Update, updateEach } from '#storage';
import { noteFirstTexts } from './bind.ts';
import { claimGroup, claimHolds, claimOf, ending, FRESH_MS } from './claim.ts';
import { BUSY_MS } from './deliver.ts';
import type { DeliverWorld } from './deliver-world.ts';
import type { GateFacts } from './gate.ts';
import { groupFacts } from './group-facts.ts';
import { waitForPace } from './pace.ts';
import { heldBack, type Outcome, sendOne } from './send-one.ts';

/** Calls under way at once; replies have connections of their own left beside four groups. */
const LANES = 10;

/** How long a group steps back for replies, at most, and how soon it looks again. */
const YIELD_MS = SECOND;
const LOOK_MS = 25;

/**
 * Sends those of these texts that are due, in groups of at most a second of the sender's rate: claimed,
 * gated and noted in a few commands a group, each sent once. What the pace does not allow, and what is over
 * too late to be begun, the sweep hands on.
 */
export async function deliverGroup(world: DeliverWorld, ids: readonly string[]): Promise<void> {
  let rest = [...ids];
  const busy: string[] = [];
  while (rest.length > 0) {
    if ((await waitForPace(world)) > 0) break;
    await letRepliesGoFirst(world);
    const group = rest.slice(0, world.pace.perSecond);
    rest = rest.slice(group.length);
    // Groups that begin together see each other, and do not go in one burst.
    const done = world.pace.expect(group.length);
    try {
      const taken = await claimGroup(world, group);
      const left = await sendGroup(world, taken.claimed);
      const again = [...left.ids, ...taken.busy];
      // As long as something of the group went, another try of the rest gets further.
      if (left.ids.length < taken.claimed.length && !left.slower) rest = [...again, ...rest];
      else busy.push(...again);
    } finally {
      done();
    }
  }
  if (busy.length > 0) {
    await world.queue.enqueue([{ queue: 'bulk', job: { messages: busy }, delayMs: BUSY_MS }]);
  }
}

/** While replies wait, a broadcast does not take their place; it never waits for long, nor for good. */
async function letRepliesGoFirst({ queue }: DeliverWorld): Promise<void> {
  const end = Date.now() + YIELD_MS;
  while (Date.now() < end && (await queue.waiting(['turns', 'deliver'])) > 0) await wait(LOOK_MS);
}

type Going = { message: Message; contact: Contact; facts: GateFacts };

/** Texts that were not begun in time and are queued again; `slower` after Twilio has asked for that. */
type Left = { ids: string[]; slower: boolean };

/** Sends a claimed group. What takes longer than consent stays fresh passes the gate anew, once a second. */
async function sendGroup(world: DeliverWorld, claimed: readonly Message[]): Promise<Left> {
  if (claimed.length === 0) return { ids: [], slower: false };
  const updates: Update[] = [];
  const begun: Begun[] = [];
  let rest = [...claimed];
  let paid = 0;
  let last: Lanes;
  do {
    const readAt = world.clock.real().getTime();
    const { going, held } = await passGroup(world, rest, paid > 0);
    updates.push(...held);
    if (rest.length === claimed.length) {
      await spendFor(world, going);
      paid = segmentsIn(going);
    }
    const mayBegin = ({ message }: Going) =>
      world.clock.real().getTime() - readAt < FRESH_MS &&
      claimHolds(world, message) &&
      world.holds.of(message) === null;
    last = await inLanes(going, mayBegin, (one) =>
      sendOne(world, one.message, one.contact, one.facts),
    );
    begun.push(...last.begun);
    rest = going.slice(last.begun.length).map(({ message }) => message);
  } while (rest.some((message) => claimHolds(world, message)) && isInFlow(last));
  for (const message of rest) updates.push(ends(message, { state: 'queued' }));
  await note(world, begun, updates);
  // What Twilio has not taken is paid for when it goes.
  const unused = paid - segmentsIn(begun.filter(({ outcome }) => outcome?.kind !== 'over'));
  if (unused > 0) await world.pace.spend(-unused);
  if (last.failure !== undefined) throw last.failure;
  return { ids: rest.map(({ _id }) => _id), slower: last.slower };
}

/** Reads what the gate must know of all of them, and parts those that may go from those that may not. */
async function passGroup(world: DeliverWorld, texts: readonly Message[], arePaid: boolean) {
  const paid = arePaid ? segmentsIn(texts.map((message) => ({ message }))) : 0;
  const known = await groupFacts(world, texts, paid);
  const going: Going[] = [];
  const held: Update[] = [];
  for (const message of texts) {
    const contact = known.contactOf(message);
    const facts = known.factsFor(message);
    const change: Partial<Message> | null = facts
      ? heldBack(facts)
      : { state: 'cancelled', reason: 'erased' };
    if (change) held.push(ends(message, change));
    else if (contact && facts) {
      known.count(message);
      going.push({ message, contact, facts });
    }
  }
  return { going, held };
}

async function spendFor(world: DeliverWorld, going: readonly Going[]): Promise<void> {
  const segments = segmentsIn(going);
  if (segments > 0) await world.pace.spend(segments);
}

function segmentsIn(texts: readonly { message: Message }[]): number {
  return texts.reduce((sum, { message }) => sum + message.segments, 0);
}

/** Something was sent, nothing failed, and nobody asks us to slow down. */
function isInFlow({ begun, failure, slower }: Lanes): boolean {
  return begun.length > 0 && failure === undefined && !slower;
}

type Lanes = { begun: Begun[]; failure: unknown; slower: boolean };

type Begun = Going & { outcome: Outcome | null };

/**
 * Calls for each in turn, some at once, until one may not begin any more. A lane that is told to slow down
 * (429) ends: that lowers how many are under way, and costs nothing else.
 */
async function inLanes(
  going: readonly Going[],
  mayBegin: (one: Going) => boolean,
  call: (one: Going) => Promise<Outcome>,
): Promise<Lanes> {
  const begun: Begun[] = [];
  let failure: unknown;
  let slower = false;
  const lane = async () => {
    for (;;) {
      const one = going[begun.length];
      if (!one || failure !== undefined || !mayBegin(one)) return;
      const entry: Begun = { ...one, outcome: null };
      begun.push(entry);
      try {
        entry.outcome = await call(one);
      } catch (error) {
        failure = error;
      }
      const { outcome } = entry;
      if (outcome?.kind !== 'over' || outcome.change.errorCode !== '20429') continue;
      slower = true;
      return;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { begun, failure, slower };
}

/** Writes what became of a group's texts, all at once. Of most, a receipt has brought the id, and more, before. */
async function note(
  world: DeliverWorld,
  begun: readonly Begun[],
  others: readonly Update[],
): Promise<void> {
  const sentAt = world.clock.now();
  const unbound = await unboundOf(world, begun);
  const updates = begun.flatMap(({ message, outcome }): Update[] => {
    if (outcome?.kind === 'over') return [ends(message, outcome.change)];
    if (outcome?.kind !== 'accepted' || !unbound.has(message._id)) return [];
    const { providerId, status } = outcome;
    const sent = { state: 'sent', reason: null, providerId, providerStatus: status, sentAt };
    return [{ filter: { _id: message._id, providerId: null }, update: { $set: sent } }];
  });
  await updateEach(world.store.messages, [...updates, ...others]);
  const accepted = begun.filter(({ outcome }) => outcome?.kind === 'accepted');
  const first = accepted.filter(
    ({ message, contact }) => message.identifies && !contact.firstTextAt,
  );
  await noteFirstTexts(
    world,
    first.map(({ contact }) => contact._id),
  );
}

/** Which of the texts have no provider's id yet: to look is far cheaper for MongoDB than to update in vain. */
async function unboundOf(
  { store }: DeliverWorld,
  begun: readonly Begun[],
): Promise<ReadonlySet<string>> {
  const ids = begun.map(({ message }) => message._id);
  const found = await store.messages
    .find({ _id: { $in: ids }, providerId: null }, { _id: 1 })
    .batchSize(ids.length + 1)
    .lean<Pick<Message, '_id'>[]>();
  return new Set(found.map(({ _id }) => _id));
}

function ends(message: Message, change: Partial<Message>): Update {
  return { filter: claimOf(message), update: ending(change) };
}

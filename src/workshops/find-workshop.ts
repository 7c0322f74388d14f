import {
  aboutAll,
  type Clock,
  type Contact,
  DAY,
  type Message,
  type Rsvp,
  type RsvpState,
  type Workshop,
} from '#domain';
import { newId, type Store, type Transaction } from '#storage';

type World = { store: Pick<Store, 'workshops' | 'rsvps' | 'messages'>; clock: Clock };

/** A family's answers that make a later message be about this workshop, the likeliest first. */
const LIKELIEST: readonly RsvpState[] = [
  'yes',
  'offered',
  'waitlisted',
  'maybe',
  'invited',
  'cancelled',
  'no',
];

/**
 * The workshop that a message without an open question is about: the next to come that she said yes to,
 * else the next she was invited to (design §3). An invitation that was refused or withheld, she never read:
 * it counts for nothing. Null where she is part of none.
 */
export async function nearestWorkshop(
  world: World,
  contact: Contact,
  tx: Transaction,
): Promise<{ workshop: Workshop; rsvp: Rsvp } | null> {
  const rsvps = await world.store.rsvps.find({ contact: contact._id }).session(tx).lean<Rsvp[]>();
  const workshops = await world.store.workshops
    .find({ _id: { $in: rsvps.map((r) => r.workshop) }, startsAt: { $gt: world.clock.now() } })
    .session(tx)
    .lean<Workshop[]>();
  const read = await sentInvitations(world, contact._id, tx);
  const candidates = rsvps.flatMap((rsvp) => {
    const workshop = workshops.find((w) => w._id === rsvp.workshop && !w.cancelledAt);
    const known = rsvp.state !== 'invited' || read.has(rsvp.workshop);
    return workshop && known ? [{ workshop, rsvp }] : [];
  });
  const rank = (state: RsvpState) => LIKELIEST.indexOf(state);
  candidates.sort(
    (a, b) =>
      rank(a.rsvp.state) - rank(b.rsvp.state) ||
      a.workshop.startsAt.getTime() - b.workshop.startsAt.getTime(),
  );
  return candidates[0] ?? null;
}

/**
 * The next workshop at a contact's own sites that she has no answer to yet: what a family means that
 * writes before it was invited. Null where none is to come.
 */
export async function nextAtSites(
  world: World,
  contact: Contact,
  tx: Transaction,
): Promise<Workshop | null> {
  return world.store.workshops
    .findOne({
      site: { $in: contact.sites },
      startsAt: { $gt: world.clock.now() },
      cancelledAt: null,
    })
    .sort({ startsAt: 1 })
    .session(tx)
    .lean<Workshop>();
}

/** That a workshop is off is still asked about on its own day. */
const STILL_ASKED = DAY;

/**
 * The nearest workshop that is off and that she counted on, or was invited to and gave no answer; null where
 * there is none.
 */
export async function cancelledFor(
  { store, clock }: World,
  contact: Contact,
  tx: Transaction,
): Promise<Workshop | null> {
  const rsvps = await store.rsvps
    .find({ contact: contact._id, state: { $nin: ['no', 'cancelled'] } }, { workshop: 1 })
    .session(tx)
    .lean<Pick<Rsvp, '_id' | 'workshop'>[]>();
  const since = new Date(clock.now().getTime() - STILL_ASKED);
  return store.workshops
    .findOne({
      _id: { $in: rsvps.map(({ workshop }) => workshop) },
      cancelledAt: { $ne: null },
      startsAt: { $gt: since },
    })
    .sort({ startsAt: 1 })
    .session(tx)
    .lean<Workshop>();
}

/** The workshops to which an invitation really went to her. */
async function sentInvitations(
  { store }: World,
  contact: string,
  tx: Transaction,
): Promise<Set<string>> {
  const sent = await store.messages
    .find(
      {
        contact,
        // The next ones of a list are told in answer to what she said to the first.
        kind: { $in: ['proactive', 'answer'] },
        stage: 'invitation',
        providerId: { $ne: null },
      },
      { about: 1, also: 1 },
    )
    .session(tx)
    .lean<Pick<Message, '_id' | 'about' | 'also'>[]>();
  return new Set(sent.flatMap((text) => aboutAll(text).map(({ workshop }) => workshop)));
}

/** Records that a family is invited; an answer she gave for this very date stands. */
export async function markInvited(
  world: World,
  workshop: Workshop,
  contact: string,
  tx: Transaction,
): Promise<void> {
  const now = world.clock.now();
  await world.store.rsvps.updateOne(
    { workshop: workshop._id, contact },
    {
      $set: { state: 'invited', startsAt: workshop.startsAt, invitedAt: now, updatedAt: now },
      $setOnInsert: { _id: newId() },
    },
    { session: tx, upsert: true, setDefaultsOnInsert: true },
  );
}

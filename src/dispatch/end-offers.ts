import { lapseOffer } from '#conversations';
import type { Message, Rsvp } from '#domain';
import type { Hint } from '#queue';
import type { StoredConversation } from '#storage';
import type { DispatchWorld } from './send-batch.ts';

const MOST = 200;

/** States of a text that never was read, nor will be. */
const NEVER_READ: Message['state'][] = ['withheld', 'failed', 'cancelled'];

/** Hints for seat offers whose time has passed, and for those that could not be sent. */
export async function dueOffers({ store, clock }: DispatchWorld): Promise<Hint[]> {
  const held = await store.rsvps
    .find({ state: 'offered', offerUntil: { $type: 'date' } })
    .sort({ offerUntil: 1 })
    .limit(MOST)
    .lean<Rsvp[]>();
  if (held.length === 0) return [];
  const now = clock.now();
  const unsent = await unsentOffers(store, held);
  return held
    .filter((rsvp) => (rsvp.offerUntil && rsvp.offerUntil <= now) || unsent.has(keyOf(rsvp)))
    .map(({ _id }) => ({ queue: 'due', job: { what: 'offer', id: _id } }));
}

/**
 * Ends a seat offer whose time has passed, or whose text was refused or withheld, so that nobody was asked;
 * its seats are then offered to the next family.
 */
export async function endLapsedOffer(world: DispatchWorld, rsvpId: string): Promise<void> {
  const rsvp = await world.store.rsvps.findById(rsvpId).lean<Rsvp>();
  if (rsvp?.state !== 'offered' || !rsvp.offerUntil) return;
  const unsent = (await unsentOffers(world.store, [rsvp])).size > 0;
  if (!unsent && rsvp.offerUntil > world.clock.now()) return;
  const { workshop, contact, offerUntil } = rsvp;
  const cause = `lapse:${rsvp._id}:${offerUntil.getTime()}`;
  await world.queue.enqueue(await lapseOffer(world, { workshop, contact, cause, unsent }));
}

const keyOf = ({ contact, workshop }: Pick<Rsvp, 'contact'> & { workshop: string | null }) =>
  `${contact}:${workshop}`;

/** Which of these offers have a question that never opened and never will. */
async function unsentOffers(
  store: Pick<DispatchWorld['store'], 'conversations' | 'messages'>,
  held: readonly Rsvp[],
): Promise<Set<string>> {
  const asked = await store.conversations
    .find({ contact: { $in: held.map((rsvp) => rsvp.contact) }, open: true, flow: 'seat_offer' })
    .lean<StoredConversation[]>();
  const dead = new Set<unknown>(
    await store.messages.distinct('_id', {
      _id: { $in: asked.flatMap(({ question }) => question ?? []) },
      state: { $in: NEVER_READ },
    }),
  );
  return new Set(asked.filter(({ question }) => dead.has(question)).map(keyOf));
}

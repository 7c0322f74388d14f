import {
  type Channel,
  type Clock,
  type Contact,
  DAY,
  type Message,
  type MessageAbout,
  type Programme,
  type Rsvp,
  type Site,
  type Workshop,
} from '#domain';
import type { Store, Transaction } from '#storage';
import { type GateFacts, limitsFor } from './gate.ts';

export type GateWorld = {
  store: Pick<Store, 'sites' | 'workshops' | 'rsvps' | 'messages'>;
  clock: Clock;
  programme: () => Programme;
  canSend: (channel: Channel) => boolean;
};

type Gated = GateFacts['message'] & Pick<Message, '_id' | 'state'>;

/** Reads what the gate must know of one text; as few reads as its kind allows. */
export async function gatherFacts(
  world: GateWorld,
  message: Gated,
  contact: Contact,
  tx?: Transaction,
): Promise<GateFacts> {
  const anyHour = limitsFor(message) === null;
  const [holds, place, otherProactive] = [
    await stillHolds(world, message.about, contact._id, tx),
    anyHour ? { timeZone: 'UTC', state: null } : await placeOf(world, contact, tx),
    message.kind === 'proactive' ? await proactiveTimes(world, message, contact._id, tx) : [],
  ];
  const canSend = world.canSend(message.channel);
  return { message, contact, now: world.clock.now(), holds, place, otherProactive, canSend };
}

/** The recipient's own place: her site's zone and state, or the programme's zone. */
async function placeOf(
  { store, programme }: GateWorld,
  contact: Contact,
  tx?: Transaction,
): Promise<GateFacts['place']> {
  const id = contact.sites[0];
  const site = id
    ? await store.sites
        .findById(id)
        .session(tx ?? null)
        .lean<Site>()
    : null;
  if (site) return { timeZone: site.timeZone, state: site.state };
  return { timeZone: programme().timeZone, state: null };
}

async function stillHolds(
  { store }: GateWorld,
  about: MessageAbout | null,
  contact: string,
  tx?: Transaction,
): Promise<boolean> {
  if (!about) return true;
  const workshop = await store.workshops
    .findById(about.workshop)
    .session(tx ?? null)
    .lean<Workshop>();
  if (!workshop || workshop.startsAt.getTime() !== about.startsAt.getTime()) return false;
  if ((workshop.cancelledAt !== null) !== (about.cancelled ?? false)) return false;
  const rsvp = await store.rsvps
    .findOne({ workshop: about.workshop, contact })
    .session(tx ?? null)
    .lean<Rsvp>();
  return about.states.includes(rsvp?.state ?? 'invited');
}

/**
 * When the other proactive texts to her went, and, for one that is still being planned, are to go. One that
 * is being sent does not give way to those after it: they would hold up each other for good.
 */
async function proactiveTimes(
  { store, clock }: GateWorld,
  message: Gated,
  contact: string,
  tx?: Transaction,
): Promise<Date[]> {
  const since = new Date(clock.now().getTime() - 8 * DAY);
  const gone = ['sending', 'sent'] as const;
  const states = message.state === 'sending' ? gone : (['queued', ...gone] as const);
  const others = await store.messages
    .find(
      {
        contact,
        kind: 'proactive',
        state: { $in: states },
        $or: [{ dueAt: { $gt: since } }, { sentAt: { $gt: since } }],
      },
      { dueAt: 1, sentAt: 1 },
    )
    .session(tx ?? null)
    .lean<Pick<Message, '_id' | 'dueAt' | 'sentAt'>[]>();
  return others.filter((m) => m._id !== message._id).map((m) => m.sentAt ?? m.dueAt);
}

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
import type { Sites, Store, Transaction } from '#storage';
import { type GateFacts, limitsFor } from './gate.ts';
import { isOverLimit, type LimitWorld } from './monthly-limit.ts';

export type GateWorld = LimitWorld & {
  store: Pick<Store, 'workshops' | 'rsvps' | 'messages'>;
  sites: Sites;
  clock: Clock;
  programme: () => Programme;
  canSend: (channel: Channel) => boolean;
};

type Gated = GateFacts['message'] & Pick<Message, '_id' | 'state' | 'segments'>;

/** Reads what the gate must know of one text; as few reads as its kind allows. */
export async function gatherFacts(
  world: GateWorld,
  message: Gated,
  contact: Contact,
  tx?: Transaction,
): Promise<GateFacts> {
  const holds = await stillHolds(world, message.about, contact._id, tx);
  const proactive =
    message.kind === 'proactive' ? await proactiveTimes(world, message, contact._id, tx) : [];
  const anyHour = limitsFor(message) === null;
  const id = contact.sites[0];
  const site = anyHour || id === undefined ? undefined : (await world.sites([id])).get(id);
  const facts = factsOf(world, { message, contact, holds, site, otherProactive: proactive });
  return { ...facts, overLimit: isOverLimit(world, message) };
}

/** What was read of a text, as the gate takes it: at her site's place, or in the programme's zone. */
export function factsOf(
  world: GateWorld,
  read: Pick<GateFacts, 'message' | 'contact' | 'holds' | 'otherProactive'> & {
    site: Site | undefined;
  },
): GateFacts {
  const { site, ...facts } = read;
  const place = site
    ? { timeZone: site.timeZone, state: site.state }
    : { timeZone: world.programme().timeZone, state: null };
  return { ...facts, place, now: world.clock.now(), canSend: world.canSend(facts.message.channel) };
}

/** Whether what a text says is still so: the workshop starts then, and her RSVP is one it is meant for. */
export function holdsAbout(
  about: MessageAbout,
  workshop: Pick<Workshop, 'startsAt' | 'cancelledAt'> | null,
  rsvp: Pick<Rsvp, 'state'> | null,
): boolean {
  if (!workshop || workshop.startsAt.getTime() !== about.startsAt.getTime()) return false;
  if ((workshop.cancelledAt !== null) !== (about.cancelled ?? false)) return false;
  return about.states.includes(rsvp?.state ?? 'invited');
}

async function stillHolds(
  { store }: GateWorld,
  about: MessageAbout | null,
  contact: string,
  tx?: Transaction,
): Promise<boolean> {
  if (!about) return true;
  const session = tx ?? null;
  const workshop = await store.workshops.findById(about.workshop).session(session).lean<Workshop>();
  if (!workshop) return false;
  const rsvp = await store.rsvps
    .findOne({ workshop: about.workshop, contact })
    .session(session)
    .lean<Rsvp>();
  return holdsAbout(about, workshop, rsvp);
}

/** Which texts count for the cap: proactive ones that went, or are to go, in the last eight days or later. */
export function countedForCap(now: Date, states: readonly Message['state'][]) {
  const since = new Date(now.getTime() - 8 * DAY);
  return {
    kind: 'proactive' as const,
    state: { $in: states },
    $or: [{ dueAt: { $gt: since } }, { sentAt: { $gt: since } }],
  };
}

/**
 * States in which another text counts against this one. One that is being sent does not give way to those
 * after it: they would hold up each other for good.
 */
export function statesThatCount(message: Pick<Message, 'state'>): readonly Message['state'][] {
  return message.state === 'sending' ? ['sending', 'sent'] : ['queued', 'sending', 'sent'];
}

/** When the other proactive texts to her went, and, for one that is still being planned, are to go. */
async function proactiveTimes(
  { store, clock }: GateWorld,
  message: Gated,
  contact: string,
  tx?: Transaction,
): Promise<Date[]> {
  const others = await store.messages
    .find(
      { contact, ...countedForCap(clock.now(), statesThatCount(message)) },
      { dueAt: 1, sentAt: 1 },
    )
    .session(tx ?? null)
    .lean<Pick<Message, '_id' | 'dueAt' | 'sentAt'>[]>();
  return others.filter((m) => m._id !== message._id).map((m) => m.sentAt ?? m.dueAt);
}

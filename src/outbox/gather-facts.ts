import type { Content } from '#content';
import {
  aboutAll,
  type Channel,
  type Clock,
  type Contact,
  DAY,
  type Message,
  type MessageAbout,
  type MessageTemplate,
  type Programme,
  type ProviderStatus,
  type Rsvp,
  type Site,
  takesSms,
  type Workshop,
} from '#domain';
import type { Sites, Store, Transaction } from '#storage';
import { UNASKED } from './claim.ts';
import { fillTemplate, type Told } from './fill-template.ts';
import { type GateFacts, limitsFor } from './gate.ts';
import type { Holds } from './holds.ts';
import { isOverLimit, type LimitWorld } from './monthly-limit.ts';
import { maySms } from './other-way.ts';

export type GateWorld = LimitWorld & {
  store: Pick<Store, 'workshops' | 'rsvps' | 'messages'>;
  sites: Sites;
  clock: Clock;
  programme: () => Programme;
  /** How texts are written; without it no template is filled. */
  content?: () => Content;
  canSend: (channel: Channel, unreachableFrom?: readonly string[]) => boolean;
  /** Senders that rest; none are known to commands. */
  holds?: Pick<Holds, 'of'>;
};

type Gated = Pick<Message, '_id' | 'state' | 'stage' | 'language' | 'body' | 'segments'> &
  GateFacts['message'];

/** Reads what the gate must know of one text; as few reads as its kind allows. */
export async function gatherFacts(
  world: GateWorld,
  message: Gated,
  contact: Contact,
  tx?: Transaction,
): Promise<GateFacts> {
  const told = message.about ? await workshopOf(world, message.about.workshop, tx) : null;
  const holds = await allHold(world, message, told, contact._id, tx);
  const proactive =
    message.kind === 'proactive' ? await proactiveTimes(world, message, contact._id, tx) : [];
  const anyHour = limitsFor(message) === null;
  const id = contact.sites[0];
  const site = anyHour || id === undefined ? undefined : (await world.sites([id])).get(id);
  const places = message.channel === 'whatsapp' && told ? await world.sites([told.site]) : null;
  const toldSite = (told && places?.get(told.site)) ?? null;
  const read = { message, contact, holds, site, told, toldSite };
  const facts = factsOf(world, { ...read, otherProactive: proactive });
  return { ...facts, overLimit: isOverLimit(world, message) };
}

/** What was read of a text, as the gate takes it: at her site's place, or in the programme's zone. */
export function factsOf(
  world: GateWorld,
  read: Pick<GateFacts, 'holds' | 'otherProactive'> & {
    message: Gated;
    contact: Contact;
    site: Site | undefined;
    /** The workshop it speaks of, and that workshop's site, where a template may have to tell of it. */
    told: Told | null;
    toldSite: Site | null;
  },
): GateFacts {
  const { site, told, toldSite, ...facts } = read;
  const place = site
    ? { timeZone: site.timeZone, state: site.state }
    : { timeZone: world.programme().timeZone, state: null };
  const { message, contact } = facts;
  return {
    ...facts,
    place,
    now: world.clock.now(),
    canSend: isSentTo(world, message, contact),
    instead: message.channel === 'whatsapp' ? insteadOf(world, read) : null,
    hold: world.holds?.of(message) ?? null,
  };
}

/** Nobody abroad is written to by SMS who has not written so, unless the programme sends there. */
function isSentTo(world: GateWorld, { channel, kind }: Gated, contact: Contact): boolean {
  const { phone, unreachableFrom } = contact;
  const unasked = channel === 'sms' && UNASKED.includes(kind);
  if (unasked && !takesSms(phone, world.programme().smsAbroad ?? [])) return false;
  return world.canSend(channel, unreachableFrom);
}

type WayParts = {
  message: Pick<Message, 'stage' | 'language' | 'body' | 'also'>;
  contact: Contact;
  told: Told | null;
  toldSite: Site | null;
};

/** How else a text of WhatsApp may go. */
export function insteadOf(
  world: Pick<GateWorld, 'canSend' | 'content' | 'programme'>,
  { message, contact, told, toldSite: site }: WayParts,
) {
  const { content, programme: current } = world;
  const parts = { programme: current(), message, contact, told, site };
  const template = content ? fillTemplate({ ...parts, content: content() }) : null;
  return { sms: maySms(world, contact, message), template };
}

/** The template that says a text, read by itself. */
export async function templateFor(
  world: GateWorld,
  message: Message,
  contact: Contact,
): Promise<MessageTemplate | null> {
  const told = message.about ? await workshopOf(world, message.about.workshop) : null;
  const toldSite = told ? ((await world.sites([told.site])).get(told.site) ?? null) : null;
  return insteadOf(world, { message, contact, told, toldSite }).template;
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

function workshopOf({ store }: GateWorld, id: string, tx?: Transaction): Promise<Workshop | null> {
  return store.workshops
    .findById(id)
    .session(tx ?? null)
    .lean<Workshop>();
}

/** A list of invitations is true while each of them is. */
async function allHold(
  world: GateWorld,
  message: Gated,
  told: Workshop | null,
  contact: string,
  tx?: Transaction,
): Promise<boolean> {
  for (const about of aboutAll(message)) {
    const same = about.workshop === told?._id;
    const workshop = same ? told : await workshopOf(world, about.workshop, tx);
    if (!(await stillHolds(world, about, workshop, contact, tx))) return false;
  }
  return true;
}

async function stillHolds(
  { store }: GateWorld,
  about: MessageAbout,
  workshop: Workshop | null,
  contact: string,
  tx?: Transaction,
): Promise<boolean> {
  if (!workshop) return false;
  const rsvp = await store.rsvps
    .findOne({ workshop: about.workshop, contact })
    .session(tx ?? null)
    .lean<Rsvp>();
  return holdsAbout(about, workshop, rsvp);
}

/** Which texts count for the cap: proactive ones that went, or are to go, in the last eight days or later. */
export function countedForCap(now: Date, states: readonly Message['state'][]) {
  const since = new Date(now.getTime() - 8 * DAY);
  return {
    kind: 'proactive' as const,
    state: { $in: states },
    // What did not reach her took nothing of her day.
    providerStatus: { $nin: ['failed', 'undelivered'] as ProviderStatus[] },
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

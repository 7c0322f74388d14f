import { FALLBACK_LANGUAGE } from '#content';
import { type Contact, DAY, type Message, type Rsvp } from '#domain';
import { type GateFacts, insteadOf, passGate, type Verdict } from '#outbox';
import type { OwnBroadcast } from '#storage';
import { mannerOf, STAGE } from './own-draft.ts';
import { languageFor } from './own-text.ts';
import { type OwnWorld, placeOf, type Setting } from './own-world.ts';

/** What the gate would say to a family's text, when it would be asked, and where she is. */
export type Ahead = { verdict: Verdict; at: Date; place: GateFacts['place'] };

/**
 * Asks the gate about a broadcast for some contacts, over facts read for all of them at once: as things
 * stand now, at the hour it begins for each.
 */
export async function gateAhead(
  world: OwnWorld,
  broadcast: OwnBroadcast,
  setting: Setting,
  contacts: readonly Contact[],
): Promise<Map<string, Ahead>> {
  const ids = contacts.map(({ _id }) => _id);
  const [others, rsvps] = await Promise.all([
    otherProactive(world, broadcast, ids),
    rsvpStates(world, broadcast, ids),
  ]);
  const now = world.clock.now();
  return new Map(
    contacts.map((contact) => {
      const place = placeOf(setting, contact);
      const leg = broadcast.legs.find((l) => l.timeZone === null || l.timeZone === place.timeZone);
      const begins = leg?.at ?? now;
      const at = new Date(Math.max(begins.getTime(), now.getTime()));
      const { about = null, ...manner } = mannerOf(broadcast, contact);
      const verdict = passGate({
        message: { ...manner, about, scope: 'workshops', allowedAfterOptOut: false },
        contact,
        now: at,
        holds: !broadcast.states || broadcast.states.includes(rsvps.get(contact._id) ?? 'invited'),
        place,
        otherProactive: others.get(contact._id) ?? [],
        canSend: world.canSend(manner.channel),
        instead: manner.channel === 'whatsapp' ? waysOf(world, broadcast, setting, contact) : null,
      });
      return [contact._id, { verdict, at, place }];
    }),
  );
}

/** How else her text may go, whatever its words. */
function waysOf(world: OwnWorld, { content }: OwnBroadcast, setting: Setting, contact: Contact) {
  const { workshop: told, sites } = setting;
  const language = 'text' in content ? languageFor(content, contact) : contact.language;
  const message = { stage: STAGE, language: language ?? FALLBACK_LANGUAGE, body: STAGE };
  const toldSite = sites.get(told?.site ?? '') ?? null;
  return insteadOf(world, { message, contact, told, toldSite });
}

/** When other proactive texts to them went, or are to go; the cap is asked about these. */
async function otherProactive(
  { store, clock }: OwnWorld,
  { kind }: OwnBroadcast,
  ids: string[],
): Promise<Map<string, Date[]>> {
  const times = new Map<string, Date[]>();
  if (kind !== 'proactive') return times;
  const since = new Date(clock.now().getTime() - 8 * DAY);
  const texts = await store.messages
    .find(
      {
        contact: { $in: ids },
        kind,
        state: { $in: ['queued', 'sending', 'sent'] },
        $or: [{ dueAt: { $gt: since } }, { sentAt: { $gt: since } }],
      },
      { contact: 1, dueAt: 1, sentAt: 1 },
    )
    .lean<Pick<Message, '_id' | 'contact' | 'dueAt' | 'sentAt'>[]>();
  for (const { contact, sentAt, dueAt } of texts) {
    times.set(contact, [...(times.get(contact) ?? []), sentAt ?? dueAt]);
  }
  return times;
}

async function rsvpStates(
  { store }: OwnWorld,
  { workshop, states }: OwnBroadcast,
  ids: string[],
): Promise<Map<string, Rsvp['state']>> {
  if (!workshop || !states) return new Map();
  const found = await store.rsvps
    .find({ workshop, contact: { $in: ids } }, { contact: 1, state: 1 })
    .lean<Pick<Rsvp, '_id' | 'contact' | 'state'>[]>();
  return new Map(found.map(({ contact, state }) => [contact, state]));
}

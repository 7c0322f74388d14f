import { type Contact, channelFor, DAY, RSVP_STATES } from '#domain';
import type { Draft } from '#outbox';
import type { OwnBroadcast } from '#storage';
import { aboutOf } from './check-text.ts';
import { type OwnText, writeOwn } from './own-text.ts';
import type { OwnWorld, Setting } from './own-world.ts';

/** The name by which reports of workshops know texts of own broadcasts. */
export const STAGE = 'broadcast';

/** What holds for every text of a broadcast, whatever it says. */
export function mannerOf(broadcast: OwnBroadcast, contact: Contact) {
  const about = aboutOf(broadcast);
  return {
    kind: broadcast.kind,
    hours: 'usual' as const,
    validUntil: broadcast.until,
    channel: channelFor(contact),
    stage: STAGE,
    broadcast: broadcast._id,
    site: contact.sites[0] ?? null,
    ...(about && { about: { ...about, states: about.states ?? [...RSVP_STATES] } }),
  };
}

/** A broadcast's text to one family; one phone is one contact, and gets it once. */
export function ownDraft(
  world: Pick<OwnWorld, 'content' | 'live'>,
  broadcast: OwnBroadcast,
  setting: Setting,
  contact: Contact,
): Draft {
  const text = broadcast.content as OwnText;
  return {
    cause: `${broadcast._id}:${contact._id}`,
    ...mannerOf(broadcast, contact),
    ...writeOwn(world.content(), text, setting, contact, world),
  };
}

/** The text in each of its languages, to the one who tries it first; she asked for it, at any hour. */
export function testDrafts(
  world: Pick<OwnWorld, 'content' | 'live' | 'clock'>,
  broadcast: OwnBroadcast,
  setting: Setting,
  contact: Contact,
): Draft[] {
  const text = broadcast.content as OwnText;
  return Object.keys(text.text).map((language) => ({
    cause: `${broadcast._id}:test:${language}`,
    kind: 'staff',
    hours: 'any',
    validUntil: new Date(world.clock.now().getTime() + DAY),
    stage: 'test',
    ...writeOwn(world.content(), text, setting, { ...contact, language }, world),
  }));
}

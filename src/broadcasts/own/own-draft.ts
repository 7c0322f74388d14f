import { type Channel, type Contact, DAY, RSVP_STATES, takesMms } from '#domain';
import type { Draft } from '#outbox';
import type { OwnBroadcast } from '#storage';
import { aboutOf } from './check-text.ts';
import { type OwnText, type Written, writeOwn } from './own-text.ts';
import type { OwnWorld, Setting } from './own-world.ts';

/** The name by which reports of workshops know texts of own broadcasts. */
export const STAGE = 'broadcast';

/** How a family is reached: who is abroad and writes by WhatsApp, there; everybody else by SMS. */
export function channelOf({ phone, lastChannel }: Pick<Contact, 'phone' | 'lastChannel'>): Channel {
  return phone.startsWith('+1') ? 'sms' : lastChannel;
}

/** A broadcast's picture as far as it reaches her: by WhatsApp, and by MMS where there is that; else null. */
export function pictureFor(
  content: OwnBroadcast['content'],
  channel: Channel,
  { phone }: Pick<Contact, 'phone'>,
): string | null {
  const picture = 'text' in content ? (content.picture ?? null) : null;
  return channel === 'whatsapp' || takesMms(phone) ? picture : null;
}

/** What holds for every text of a broadcast, whatever it says. */
export function mannerOf(broadcast: OwnBroadcast, contact: Contact) {
  const about = aboutOf(broadcast);
  return {
    kind: broadcast.kind,
    hours: 'usual' as const,
    validUntil: broadcast.until,
    channel: channelOf(contact),
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
  const manner = mannerOf(broadcast, contact);
  return {
    cause: `${broadcast._id}:${contact._id}`,
    ...manner,
    ...withPicture(
      writeOwn(world.content(), text, setting, contact, world),
      pictureFor(text, manner.channel, contact),
    ),
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
    ...withPicture(
      writeOwn(world.content(), text, setting, { ...contact, language }, world),
      pictureFor(text, 'sms', contact),
    ),
  }));
}

/** A text that may not be said has no picture either. */
function withPicture(written: Written, media: string | null): Written & { media: string | null } {
  return { ...written, media: written.body === '' ? null : media };
}

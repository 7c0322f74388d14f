import { type Channel, type Clock, type Contact, noConsent } from '#domain';
import { driverOf, isDuplicate, newId, type Store } from '#storage';

type World = { store: Pick<Store, 'contacts'>; clock: Clock };

/**
 * The contact of a phone (E.164); made without any consent if there is none, as when somebody writes to us
 * of whom no list tells. Two at once make one.
 */
export async function contactOfPhone(
  world: World,
  phone: string,
  channel: Channel,
): Promise<Contact> {
  const known = await driverOf(world.store.contacts).findOne({ phone });
  if (known) return known;
  const contact = newContact(phone, channel, world.clock.now());
  try {
    await world.store.contacts.create([contact]);
    return contact;
  } catch (error) {
    if (isDuplicate(error)) return contactOfPhone(world, phone, channel);
    throw error;
  }
}

/** A contact of whom only the phone is known. */
export function newContact(phone: string, channel: Channel, now: Date): Contact {
  return {
    _id: newId(),
    phone,
    name: '',
    language: null,
    sites: [],
    tags: [],
    consent: { ...noConsent },
    numberDead: false,
    lastInbound: {},
    lastChannel: channel,
    firstTextAt: null,
    turn: 0,
    createdAt: now,
  };
}

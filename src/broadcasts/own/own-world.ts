import type { Content } from '#content';
import type { Channel, Clock, Contact, Log, Programme, Site, Workshop } from '#domain';
import type { OwnBroadcast, Store } from '#storage';

/** What a programme's own broadcasts need of the world. */
export type OwnWorld = {
  store: Pick<
    Store,
    | 'ownBroadcasts'
    | 'contacts'
    | 'rsvps'
    | 'attendance'
    | 'answers'
    | 'sites'
    | 'workshops'
    | 'messages'
    | 'settings'
  >;
  clock: Clock;
  log: Log;
  programme: () => Programme;
  content: () => Content;
  canSend: (channel: Channel) => boolean;
  /** The real Twilio: only words of ours that a person has reviewed go out. */
  live: boolean;
};

/** What all texts of a broadcast are written from, read once for many. */
export type Setting = {
  programme: Programme;
  sites: ReadonlyMap<string, Site>;
  workshop: Workshop | null;
};

/** Reads the sites and the workshop that a broadcast's texts may speak of. */
export async function readSetting(
  world: Pick<OwnWorld, 'store' | 'programme'>,
  { workshop }: Pick<OwnBroadcast, 'workshop'>,
): Promise<Setting> {
  const [sites, found] = await Promise.all([
    world.store.sites.find().lean<Site[]>(),
    workshop ? world.store.workshops.findById(workshop).lean<Workshop>() : null,
  ]);
  return {
    programme: world.programme(),
    sites: new Map(sites.map((site) => [site._id, site])),
    workshop: found,
  };
}

/** The recipient's own place, as the gate sees it: her first site's zone and state, or the programme's zone. */
export function placeOf(
  { sites, programme }: Setting,
  contact: Pick<Contact, 'sites'>,
): { timeZone: string; state: string | null } {
  const site = sites.get(contact.sites[0] ?? '');
  return site ?? { timeZone: programme.timeZone, state: null };
}

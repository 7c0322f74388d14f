import type { Contact } from '#domain';
import type { Leg, OwnBroadcast } from '#storage';
import { placeOf, type Setting } from './own-world.ts';
import type { BeginAt } from './request.ts';

/**
 * When a broadcast begins for whom: at once for all, or, by each site's own clock, zone by zone. The last
 * leg is also for families of a zone that no site had when it was made.
 */
export function legsOf(at: BeginAt | undefined, now: Date, setting: Setting): Leg[] {
  if (at?.kind !== 'local') return [{ timeZone: null, at: at?.at ?? now }];
  const zones = new Set([...setting.sites.values()].map(({ timeZone }) => timeZone));
  zones.add(setting.programme.timeZone);
  const legs = [...zones].map((timeZone) => ({ timeZone, at: at.at(timeZone) }));
  return legs.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Whether a contact belongs to the leg of a broadcast that is under way. */
export function isInLeg(
  { legs, leg }: Pick<OwnBroadcast, 'legs' | 'leg'>,
  setting: Setting,
  contact: Pick<Contact, 'sites'>,
): boolean {
  const zone = legs[leg]?.timeZone ?? null;
  if (zone === null) return true;
  const { timeZone } = placeOf(setting, contact);
  return (
    timeZone === zone || (leg === legs.length - 1 && !legs.some((l) => l.timeZone === timeZone))
  );
}

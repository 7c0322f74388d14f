import { nextOpening, officeAt, type Programme, type Site } from '#domain';

/**
 * When staff may be called, from `at` on: for danger at any hour; else within the site's office hours, or,
 * where nobody told us those, within the hours of the day at which anybody may be texted.
 */
export function staffTime(
  { programme }: { programme: () => Programme },
  site: Site | null,
  { danger }: { danger: boolean },
  at: Date,
): Date {
  if (danger) return at;
  const timeZone = site?.timeZone ?? programme().timeZone;
  if (!site?.officeHours) {
    return nextOpening({ at, timeZone, state: site?.state ?? null, limits: 'hard' });
  }
  const office = officeAt(at, timeZone, site.officeHours);
  return office.isOpen ? at : office.opensAt;
}

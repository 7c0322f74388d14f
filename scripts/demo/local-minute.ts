import { instantOf } from '#domain';

/** The instant of a local `2026-12-05 10:00` in a zone. */
export function instantAt(localMinute: string, timeZone: string): Date {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = localMinute
    .split(/[- :]/)
    .map(Number);
  return instantOf({ year, month, day }, 0, hour * 60 + minute, timeZone);
}

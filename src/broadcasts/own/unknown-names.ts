import { type Audience, partsOf } from '../audience/index.ts';
import type { OwnWorld, Setting } from './own-world.ts';

/**
 * What an audience names that is not there, with its cure; null where there is nothing. A slip must not
 * become an audience of nobody, or "not" of everybody, and who came is not known before it is recorded.
 */
export async function unknownNames(
  world: Pick<OwnWorld, 'store'>,
  audience: Audience,
  { sites }: Setting,
): Promise<string | null> {
  const parts = partsOf(audience);
  const unknownSites = parts.flatMap((part) => part.site ?? []).filter((id) => !sites.has(id));
  return (
    missing('site', unknownSites) ??
    missing('workshop', await unknownWorkshops(world, parts)) ??
    missing('series', await unknownSeries(world, parts)) ??
    (await unrecorded(world, parts))
  );
}

type World = Pick<OwnWorld, 'store'>;
type Parts = readonly Audience[];

function missing(what: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  return `audience: there is no ${what} ${[...new Set(names)].join(', ')}.`;
}

async function unknownWorkshops({ store }: World, parts: Parts): Promise<string[]> {
  const named = parts.flatMap(({ workshop }) => workshop ?? []);
  if (named.length === 0) return [];
  const known = new Set<unknown>(await store.workshops.distinct('_id', { _id: { $in: named } }));
  return named.filter((id) => !known.has(id));
}

async function unknownSeries({ store }: World, parts: Parts): Promise<string[]> {
  const named = parts.flatMap(({ series }) => series ?? []);
  if (named.length === 0) return [];
  const known = new Set<unknown>(
    await store.workshops.distinct('series', { series: { $in: named } }),
  );
  return named.filter((series) => !known.has(series));
}

/** A part that asks who came to what nobody has recorded yet: all would seem to have been elsewhere. */
async function unrecorded({ store }: World, parts: Parts): Promise<string | null> {
  for (const { workshop, series, attendance } of parts) {
    if (!attendance) continue;
    const ids = workshop ? [workshop] : await store.workshops.distinct('_id', { series });
    if (await store.attendance.exists({ workshop: { $in: ids } })) continue;
    return `audience: who came to ${workshop ?? series} is not recorded yet: do so by the command attended.`;
  }
  return null;
}

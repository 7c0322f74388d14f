import type { Site } from '#domain';
import type { Store } from './store.ts';

/** Sites by id, as they were a second ago at most; an id that is no site's is left out. */
export type Sites = (ids: readonly string[]) => Promise<ReadonlyMap<string, Site>>;

const REREAD_MS = 1_000;

/**
 * Sites, which every text asks for and which hardly ever change: each is read once and from then on again
 * every second with all others, so that a turn or a group of texts reads none. `stop` ends the rereading.
 */
export function openSites(store: Pick<Store, 'sites'>): { of: Sites; stop: () => void } {
  const known = new Map<string, Site>();
  const read = async (ids: readonly string[]) => {
    const found = await store.sites.find({ _id: { $in: ids } }).lean<Site[]>();
    for (const site of found) known.set(site._id, site);
  };
  const reread = () => (known.size > 0 ? read([...known.keys()]) : Promise.resolve());
  const timer = setInterval(() => reread().catch(() => {}), REREAD_MS);
  timer.unref();
  return {
    of: async (ids) => {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      if (missing.length > 0) await read(missing);
      return known;
    },
    stop: () => clearInterval(timer),
  };
}

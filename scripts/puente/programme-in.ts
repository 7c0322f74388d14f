import type { Programme } from '#domain';
import type { CommandWorld } from './command.ts';

/** The programme as it was loaded, for commands that write no text of it. */
export async function programmeIn({ store }: Pick<CommandWorld, 'store'>): Promise<Programme> {
  const loaded = await store.programmes.findById('programme').lean<Programme>();
  return loaded ?? { name: '', timeZone: 'America/Los_Angeles', help: null };
}

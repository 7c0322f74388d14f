import type { Contact, Site, Workshop } from '#domain';
import type { Facts, Flow } from '#engine';
import { workshopFacts } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/**
 * What every flow is told at its start: whether a text of ours ever reached her (`first`), her language,
 * her site, the sites there are where the flow asks for them, and what its workshop offers.
 */
export async function startFacts(
  world: ConversationWorld,
  turn: Turn,
  flow: Pick<Flow, 'facts'>,
  workshop: Workshop | null,
): Promise<Facts> {
  const known = knownFacts(turn.contact, workshop);
  return asksSites(flow) ? { ...known, sites: optionsOf(await sitesOf(world, turn)) } : known;
}

/** Of what a flow is told, all but the sites, for which must be asked. */
export function knownFacts(
  { firstTextAt, language }: Pick<Contact, 'firstTextAt' | 'language'>,
  workshop: Workshop | null,
): Facts {
  return {
    first: firstTextAt === null,
    ...(language ? { language } : {}),
    ...(workshop ? workshopFacts(workshop) : {}),
  };
}

/** Whether a flow is told which sites there are. */
export function asksSites(flow: Pick<Flow, 'facts'>): boolean {
  return flow.facts.sites === 'options';
}

/** All sites by name, as this turn sees them. */
export function sitesOf({ store }: ConversationWorld, turn: Pick<Turn, 'tx'>): Promise<Site[]> {
  return store.sites.find().sort({ name: 1 }).session(turn.tx).lean<Site[]>();
}

function optionsOf(sites: readonly Site[]): string {
  return sites.map(({ _id, name }) => `${_id}=${name}`).join('\n');
}

import type { Site, Workshop } from '#domain';
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
  const { firstTextAt, language } = turn.contact;
  return {
    first: firstTextAt === null,
    ...(language ? { language } : {}),
    ...(flow.facts.sites === 'options' ? { sites: optionsOf(await sitesOf(world, turn)) } : {}),
    ...(workshop ? workshopFacts(workshop) : {}),
  };
}

/** All sites by name, as this turn sees them. */
export function sitesOf({ store }: ConversationWorld, turn: Pick<Turn, 'tx'>): Promise<Site[]> {
  return store.sites.find().sort({ name: 1 }).session(turn.tx).lean<Site[]>();
}

function optionsOf(sites: readonly Site[]): string {
  return sites.map(({ _id, name }) => `${_id}=${name}`).join('\n');
}

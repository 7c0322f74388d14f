import { type Fact, factHolds, fits, type Site, type Workshop } from '#domain';
import type { Facts } from '#engine';
import { type ConversationWorld, languageOf, type Spoken, type Turn } from './turn.ts';

/** A text by namespace (a flow, or `common`) and key, with its values. */
export type Words = {
  namespace: string;
  key: string;
  values: Record<string, unknown>;
  /** On whose clock its times are told; else the workshop's, or the programme's. */
  timeZone?: string;
};

type Options = Partial<Omit<Spoken, 'body'>> & {
  /** What follows the text: numbered options, an address. */
  after?: string;
};

/** Renders a text in her language and adds it to what this turn says. */
export async function say(
  world: ConversationWorld,
  turn: Turn,
  words: Words,
  workshopId: string | null,
  options: Options = {},
): Promise<void> {
  const body = await renderFor(world, turn, words, workshopId);
  turn.spoken.push({
    body: body && `${body}${options.after ?? ''}`,
    asks: options.asks ?? null,
    fixed: options.fixed ?? null,
  });
}

/**
 * Renders a text in her language, with the organisation's and the workshop's own values. Where a long place
 * would make it too long, the site's name stands for it. Empty where it goes to the real Twilio and nobody
 * has reviewed it in any language of hers or ours.
 */
export async function renderFor(
  world: ConversationWorld,
  turn: Pick<Turn, 'contact' | 'tx'>,
  words: Words,
  workshopId: string | null,
): Promise<string> {
  const language = languageOf(world, turn.contact);
  const about = workshopId ? await readWorkshop(world, workshopId, turn.tx) : null;
  const { name, help, timeZone } = world.programme();
  const values = {
    organisation: name,
    help: help ? textIn(help, language) : '',
    ...(about ? workshopValues(about, language) : {}),
    ...words.values,
  };
  const { namespace, key } = words;
  const zone = words.timeZone ?? about?.site?.timeZone ?? timeZone;
  const request = { language, namespace, key, timeZone: zone };
  const write = (given: typeof values) =>
    world.content().usable({ ...request, values: given }, { live: world.live })?.text ?? '';
  const body = write(values);
  if (!about?.site || fits(body, name)) return body;
  return write({ ...values, place: about.site.name });
}

export type WorkshopAndSite = { workshop: Workshop; site: Site | null };

/** A workshop and its site, as the transaction sees them. */
export async function readWorkshop(
  world: ConversationWorld,
  id: string,
  tx: Turn['tx'],
): Promise<WorkshopAndSite | null> {
  const workshop = await world.store.workshops.findById(id).session(tx).lean<Workshop>();
  if (!workshop) return null;
  const site = await world.store.sites.findById(workshop.site).session(tx).lean<Site>();
  return { workshop, site };
}

function workshopValues({ workshop, site }: WorkshopAndSite, language: string) {
  return {
    title: textIn(workshop.title, language),
    place: workshop.place,
    site: site?.name ?? '',
    startsAt: workshop.startsAt,
    endsAt: workshop.endsAt,
  };
}

/** A text given by language, in hers; else in one that it was given in. */
export function textIn(texts: Record<string, string>, language: string): string {
  return texts[language] ?? texts.es ?? texts.en ?? Object.values(texts)[0] ?? '';
}

/** A fact's own text in her language; null where it only holds, or does not. */
export function factText(fact: Fact | undefined, language: string): string | null {
  return typeof fact === 'object' ? textIn(fact, language) : null;
}

/** What a conversation about a workshop is told at its start. */
export function workshopFacts(workshop: Workshop): Facts {
  return {
    zoom_offered: factHolds(workshop, 'virtual') || factHolds(workshop, 'zoom'),
    childcare_offered: factHolds(workshop, 'childcare'),
  };
}

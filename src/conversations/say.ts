import { type Contact, type Fact, factHolds, fits, type Site, type Workshop } from '#domain';
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
  const { body, recording } = await writeFor(world, turn, words, workshopId);
  turn.spoken.push({
    body: body && `${body}${options.after ?? ''}`,
    recording,
    asks: options.asks ?? null,
    fixed: options.fixed ?? null,
    ...(options.tells ? { tells: options.tells } : {}),
    buttons: options.buttons ?? null,
  });
}

/** A text as it goes out, and where its recording is served; null where there is none in her language. */
export type Written = { body: string; recording: string | null };

/** Renders a text in her language; see `writeFor`. */
export async function renderFor(
  world: ConversationWorld,
  turn: Pick<Turn, 'contact' | 'tx' | 'workshops'>,
  words: Words,
  workshopId: string | null,
): Promise<string> {
  return (await writeFor(world, turn, words, workshopId)).body;
}

/**
 * Renders a text in her language, with the organisation's and the workshop's own values. Where a long place
 * would make it too long, the site's name stands for it. Empty where it goes to the real Twilio and nobody
 * has reviewed it in any language of hers or ours, and where one that is `optional` is not in hers. A
 * recording is in the language she speaks, whether or not there is a folder of words in it.
 */
export async function writeFor(
  world: ConversationWorld,
  turn: Pick<Turn, 'contact' | 'tx' | 'workshops'>,
  words: Words,
  workshopId: string | null,
  options: { optional?: boolean } = {},
): Promise<Written> {
  const about = workshopId ? await readWorkshop(world, workshopId, turn) : null;
  return writeAbout(world, turn.contact, words, about, options);
}

/** As `writeFor`, where the workshop has been read: for the same text to many. */
export function writeAbout(
  world: Pick<ConversationWorld, 'content' | 'programme' | 'live'>,
  contact: Contact,
  words: Words,
  about: WorkshopAndSite | null,
  { optional }: { optional?: boolean } = {},
): Written {
  const language = languageOf(world, contact);
  const { name, help, timeZone } = world.programme();
  const values = {
    organisation: name,
    help: help ? textIn(help, language) : '',
    ...(about ? workshopValues(about, language) : {}),
    ...words.values,
  };
  const { namespace, key } = words;
  const zone = words.timeZone ?? about?.site?.timeZone ?? timeZone;
  const programme = world.programme().language ?? undefined;
  const request = { language, namespace, key, timeZone: zone, ...(programme && { programme }) };
  const write = (given: typeof values) =>
    world.content().usable({ ...request, values: given }, { live: world.live, optional });
  const rendered = write(values);
  if (!rendered) return { body: '', recording: null };
  const keys = [rendered.key, key];
  const speaks = contact.language ?? language;
  const recording = world.content().recording({ language: speaks, namespace, keys });
  if (!about?.site || fits(rendered.text, name)) return { body: rendered.text, recording };
  const shorter = write({ ...values, place: about.site.name });
  return { body: shorter?.text ?? '', recording };
}

export type WorkshopAndSite = { workshop: Workshop; site: Site | null };

/** A workshop and its site, as the turn's transaction sees them; read once a turn. */
export async function readWorkshop(
  world: ConversationWorld,
  id: string,
  { tx, workshops }: Pick<Turn, 'tx' | 'workshops'>,
): Promise<WorkshopAndSite | null> {
  const workshop =
    workshops.get(id) ?? (await world.store.workshops.findById(id).session(tx).lean<Workshop>());
  workshops.set(id, workshop);
  return workshop && withSite(world, workshop);
}

/** A workshop beside its site. */
export async function withSite(
  { sites }: Pick<ConversationWorld, 'sites'>,
  workshop: Workshop,
): Promise<WorkshopAndSite> {
  return { workshop, site: (await sites([workshop.site])).get(workshop.site) ?? null };
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

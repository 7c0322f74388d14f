import { fits, type Workshop } from '#domain';
import type { Facts } from '#engine';
import { readWorkshop, renderFor, type Words, writeAbout } from '../say.ts';
import type { ConversationWorld, Turn } from '../turn.ts';

/** The flow that invites to several workshops in one text. */
export const INVITATIONS = 'invitations';

/** Workshops that one text has room for, what the flow is told of them, and those it has no room for. */
export type EventList = { shown: Workshop[]; rest: Workshop[]; facts: Facts };

/** A workshop with its place and its two ways to be written: with its title, and without. */
type Event = { workshop: Workshop; site: string; titled: string; plain: string };

/**
 * Lists workshops, the nearest first, in a text of the flow that keeps within its segments: as many as fit
 * with their titles; where not even two do, without titles. Null where one text has no room for two.
 */
export async function listEvents(
  world: ConversationWorld,
  turn: Turn,
  workshops: readonly Workshop[],
  key: 'list_first' | 'list' | 'more' | 'nudge',
): Promise<EventList | null> {
  const nearest = [...workshops].sort(
    (a, b) => +a.startsAt - +b.startsAt || (a._id < b._id ? -1 : 1),
  );
  const events = await Promise.all(nearest.map((workshop) => eventOf(world, turn, workshop)));
  for (const form of ['titled', 'plain'] as const) {
    for (let count = Math.min(events.length, MOST); count >= 2; count -= 1) {
      const shown = bySite(events.slice(0, count));
      const lines = linesOf(shown, form);
      const body = await write(world, turn, key, { lines });
      if (body === '' || !fits(body, world.programme().name)) continue;
      const rest = events.slice(count).map(({ workshop }) => workshop);
      return listed(world, turn, shown, lines, rest);
    }
  }
  return null;
}

/** More than these are not read on a phone. */
const MOST = 9;

async function listed(
  world: ConversationWorld,
  turn: Turn,
  shown: readonly Event[],
  lines: string,
  rest: Workshop[],
): Promise<EventList> {
  const workshops = shown.map(({ workshop }) => workshop);
  const names = await Promise.all(
    workshops.map((workshop) => wordsAbout(world, turn, 'event_words', workshop)),
  );
  const until = new Date(Math.max(...workshops.map(({ startsAt }) => startsAt.getTime())));
  const facts = {
    events: workshops.map(({ _id }, i) => `${_id}=${names[i]}`).join('\n'),
    lines,
    rest: rest.map(({ _id }) => _id).join(','),
    until: until.toISOString(),
  };
  return { shown: workshops, rest, facts };
}

async function eventOf(world: ConversationWorld, turn: Turn, workshop: Workshop): Promise<Event> {
  const [titled, plain] = await Promise.all(
    (['event_line', 'event_line_short'] as const).map((key) =>
      wordsAbout(world, turn, key, workshop),
    ),
  );
  const site = (await world.sites([workshop.site])).get(workshop.site)?.name ?? workshop.place;
  return { workshop, site, titled: titled!, plain: plain! };
}

/** Those of one place together, the place of the nearest first. */
function bySite(events: readonly Event[]): Event[] {
  return [...Map.groupBy(events, ({ site }) => site).values()].flat();
}

/** A line each, numbered, below the name of their place. */
function linesOf(events: readonly Event[], form: 'titled' | 'plain'): string {
  return events
    .flatMap((event, i) => {
      const line = `${i + 1}) ${event[form]}`;
      return events[i - 1]?.site === event.site ? [line] : [`${event.site}:`, line];
    })
    .join('\n');
}

async function wordsAbout(
  world: ConversationWorld,
  turn: Turn,
  key: string,
  workshop: Workshop,
): Promise<string> {
  const about = await readWorkshop(world, workshop._id, turn);
  const { body } = writeAbout(world, turn.contact, { namespace: 'common', key, values: {} }, about);
  return body.replaceAll(/\s+/g, ' ');
}

function write(
  world: ConversationWorld,
  turn: Turn,
  key: string,
  values: Words['values'],
): Promise<string> {
  return renderFor(world, turn, { namespace: INVITATIONS, key, values }, null);
}

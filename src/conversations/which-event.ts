import { isAnswer } from '#engine';
import type { Understood } from '#understanding';
import { beginConversation, contentFor, drive } from './drive.ts';
import { type EventWords, namedEvent } from './named-event.ts';
import type { OpenQuestions } from './open-questions.ts';
import { renderFor } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';
import { messageOf, understandIn } from './understand-in.ts';

/** The question a message belongs to with its meaning there, or that she must be asked which she means. */
export type Meant = { question: Stored; understood: Understood } | { askAbout: Event[] };

/** An open question about an event, what the event is called, and what tells it from others of its day. */
type Event = EventWords & { stored: Stored; hour: string; site: string };

/**
 * Which question an answer belongs to while questions about several events are open: the one it names by
 * day or title. One that names none must be confirmed before anything is booked (design §3); a quoted
 * reply (WhatsApp) has decided already, and what answers nothing goes to the question asked last.
 */
export async function meantBy(
  world: ConversationWorld,
  turn: Turn,
  { open }: OpenQuestions,
  last: { question: Stored; understood: Understood },
): Promise<Meant> {
  const rivals = onePerEvent(open.map(({ stored }) => stored));
  const isQuoted = open.some(({ providerId }) => providerId === turn.inbound?.repliedTo);
  if (isQuoted || last.question.workshop === null || rivals.length < 2) return last;
  if (!(await isAboutEvent(world, turn, rivals, last.understood))) return last;
  const events = await Promise.all(rivals.map((stored) => eventOf(world, turn, stored)));
  const named = namedEvent(turn.inbound?.body ?? '', events);
  if (named === null) return { askAbout: events };
  const question = rivals[named]!;
  return { question, understood: await understandIn(world, turn, question) };
}

/** The latest question of each event, the nearest asked first. */
function onePerEvent(open: readonly Stored[]): Stored[] {
  const about = open.filter(({ workshop }) => workshop !== null);
  return about.filter(
    (stored, i) => about.findIndex(({ workshop }) => workshop === stored.workshop) === i,
  );
}

/** Whether it asks about an event, or answers what was asked about one. */
async function isAboutEvent(
  world: ConversationWorld,
  turn: Turn,
  rivals: readonly Stored[],
  understood: Understood,
): Promise<boolean> {
  const { inbound } = turn;
  if (!inbound) return false;
  if (understood.facts.topic !== undefined || understood.intents.includes('question')) return true;
  for (const stored of rivals) {
    const flow = (await contentFor(world, stored.state))?.flow(stored.flow);
    const inContext = await understandIn(world, turn, stored);
    if (flow && isAnswer(flow, stored.state, messageOf(inbound, inContext))) return true;
  }
  return false;
}

async function eventOf(world: ConversationWorld, turn: Turn, stored: Stored): Promise<Event> {
  const write = (key: string) =>
    renderFor(world, turn, { namespace: 'common', key, values: {} }, stored.workshop);
  const [title, date] = [await write('event_title'), await write('event_date')];
  return { stored, title, date, hour: await write('event_hour'), site: await write('event_site') };
}

/** The events as she reads them, with no more words than tell each from the others. */
function namesOf(events: readonly Event[]): string[] {
  const short = events.map(({ title, date }) => `${title}, ${date}`);
  const withHour = events.map(({ hour }, i) => `${short[i]}, ${hour}`);
  const whole = events.map(({ site }, i) => `${withHour[i]}, ${site}`);
  const tells = (names: readonly string[]) => new Set(names).size === names.length;
  return [short, withHour].find(tells) ?? whole;
}

/** Asks her which event she meant; her message waits in the conversation until she has said. */
export async function askWhichEvent(
  world: ConversationWorld,
  turn: Turn,
  events: readonly Event[],
): Promise<void> {
  const names = namesOf(events);
  const lines = events.map(({ stored }, i) => `${stored._id}=${names[i]}`);
  const facts = { events: lines.join('\n'), message: turn.inbound?._id ?? '' };
  const asking = beginConversation(world, turn, 'which_event', null);
  await drive(world, turn, asking, { kind: 'start', facts, understood: null });
}

import { lockContacts } from '#contacts';
import { folderOf } from '#content';
import type { Contact, Workshop } from '#domain';
import { advance, type Event, newConversation } from '#engine';
import type { Hint } from '#queue';
import type { Transaction } from '#storage';
import { endTurns } from './end-turn.ts';
import { unaskedTurn } from './in-turn.ts';
import { questionsAmong, WITH_QUESTION, type WithQuestion } from './open-questions.ts';
import { mannerOf } from './queue-conversation.ts';
import { readWorkshop } from './say.ts';
import { asksSites, knownFacts } from './start-facts.ts';
import { beginOver, type FlowStart } from './start-flow.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** The starts of one flow, for one workshop or none: which can be made together, and which each alone. */
export type PartedStarts = { together: FlowStart[]; alone: FlowStart[] };

/** A flow that does only this before it waits for her writes nothing but its texts and where it stands. */
const WORDS: Event['type'][] = ['said', 'asked', 'fact_set', 'ended'];

/**
 * Parts the starts of one flow: together go those in which it says or asks something, in her language, and
 * then waits for her or ends. Alone go those in which it first does something else, as to book a seat.
 */
export async function partStarts(
  world: ConversationWorld,
  starts: readonly FlowStart[],
): Promise<PartedStarts> {
  const [first] = starts;
  if (!first || !Object.hasOwn(world.content().flows, first.flow))
    return { together: [], alone: [...starts] };
  const { contacts, workshops } = world.store;
  const [found, workshop] = await Promise.all([
    contacts
      .find({ _id: { $in: starts.map(({ contact }) => contact) } }, { language: 1, firstTextAt: 1 })
      .batchSize(starts.length + 1)
      .lean<Pick<Contact, '_id' | 'language' | 'firstTextAt'>[]>(),
    first.workshop ? workshops.findById(first.workshop).lean<Workshop>() : null,
  ]);
  const plain = new Set(
    found.filter((her) => isPlain(world, first.flow, her, workshop)).map(({ _id }) => _id),
  );
  const { together = [], alone = [] } = Object.groupBy(starts, ({ contact }) =>
    plain.has(contact) ? 'together' : 'alone',
  );
  return { together, alone };
}

function isPlain(
  world: ConversationWorld,
  id: string,
  contact: Pick<Contact, 'language' | 'firstTextAt'>,
  workshop: Workshop | null,
): boolean {
  const { languages, flow: flowOf } = world.content();
  const flow = flowOf(id);
  if (asksSites(flow)) return false;
  // Who has no folder of words is also put on the call list.
  if (contact.language !== null && folderOf(contact.language, languages) === null) return false;
  const facts = knownFacts(contact, workshop);
  const { conversation, events } = advance(flow, newConversation(flow), {
    kind: 'start',
    facts,
    understood: null,
  });
  const isLeftToHer = ['reply', 'nothing'].includes(conversation.waits.for);
  return isLeftToHer && events.every(({ type }) => WORDS.includes(type));
}

/**
 * Starts a flow with many families as `startFlow` does with one: all of them locked, and in one transaction of
 * a few commands. For starts that `partStarts` found to go together.
 * @param note what is to be true with it; where it says no, nothing is started
 * @returns what to hand on after the commit; null where `note` said no
 */
export function startTogether(
  world: ConversationWorld,
  starts: readonly FlowStart[],
  note: (tx: Transaction) => Promise<boolean> = async () => true,
): Promise<Hint[] | null> {
  return world.store.transaction(async (tx) => {
    if (!(await note(tx))) return null;
    const [first] = starts;
    return first ? startIn(world, first, starts, tx) : [];
  });
}

async function startIn(
  world: ConversationWorld,
  first: FlowStart,
  starts: readonly FlowStart[],
  tx: Transaction,
): Promise<Hint[]> {
  const ids = starts.map(({ contact }) => contact);
  const locked = new Map((await lockContacts(world, ids, tx)).map((her) => [her._id, her]));
  const { waitingOf, isBegun } = await readConversations(world, starts, tx);
  const workshops: Turn['workshops'] = new Map();
  const of = first.workshop ? await readWorkshop(world, first.workshop, { tx, workshops }) : null;
  if (first.workshop && (!of || of.workshop.cancelledAt)) return [];
  const turns: Turn[] = [];
  for (const start of starts) {
    const contact = locked.get(start.contact);
    // Erased since the audience was read; or started before, by who was killed in between.
    if (!contact || isBegun(start)) continue;
    const manner = mannerOf({ ...start, kind: 'proactive' });
    const turn = { ...unaskedTurn({ tx, cause: start.cause, contact, manner }), workshops };
    const questions = questionsAmong(waitingOf(contact._id), world.clock.now());
    await beginOver(world, turn, start, of?.workshop ?? null, questions);
    turns.push(turn);
  }
  return endTurns(world, turns, tx);
}

/** What they are being asked, and which of the starts were made before, in one command for all of them. */
async function readConversations(
  { store }: ConversationWorld,
  starts: readonly FlowStart[],
  tx: Transaction,
) {
  const contacts = starts.map(({ contact }) => contact);
  const either = [
    { contact: { $in: contacts }, open: true },
    { cause: { $in: starts.map(causeOf) } },
  ];
  const found = await store.conversations
    .aggregate<WithQuestion>([{ $match: { $or: either } }, ...WITH_QUESTION])
    .option({ batchSize: 3 * starts.length + 1 })
    .session(tx);
  const begun = new Set(found.map(({ stored }) => stored.cause));
  const waiting = Map.groupBy(
    found
      .filter(({ stored }) => stored.open)
      .map(({ stored, texts: [text = null] }) => ({ stored, text })),
    ({ stored }) => stored.contact,
  );
  return {
    waitingOf: (contact: string) => waiting.get(contact) ?? [],
    isBegun: (start: FlowStart) => begun.has(causeOf(start)),
  };
}

/** The cause of the conversation that a start begins. */
function causeOf({ cause, flow }: FlowStart): string {
  return `${cause}:${flow}`;
}

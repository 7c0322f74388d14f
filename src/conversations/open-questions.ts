import type { Clock, Message } from '#domain';
import type { Inbound, Store } from '#storage';
import { tappedButton } from './buttons.ts';
import { INVITATIONS } from './lists/event-list.ts';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

export type QuestionText = Pick<
  Message,
  '_id' | 'state' | 'kind' | 'providerId' | 'sentAt' | 'dueAt'
>;

/** A contact's conversations that wait for her, and whether a question of one is still being sent. */
export type OpenQuestions = {
  /** Those whose question has reached Twilio, the latest asked first. */
  open: { stored: Stored; providerId: string; askedAt: Date }[];
  /** Those whose question waits for its hour, or for the cap. */
  unsent: Stored[];
  /** The flow that waits longest for its turn. */
  queued: Stored | null;
  /** A question is on its way, its outcome not known: whether it is open cannot be said yet. */
  undecided: boolean;
};

/** A conversation that waits for her, and the text that carries its question. */
export type Waiting = { stored: Stored; text: QuestionText | null };

/** A conversation as `WITH_QUESTION` brings it. */
export type WithQuestion = { stored: Stored; texts: QuestionText[] };

/** The stages that bring conversations with the texts that carry their questions, after those that match them. */
export const WITH_QUESTION = [
  { $project: { _id: 0, stored: '$$ROOT' } },
  {
    $lookup: {
      from: 'messages',
      localField: 'stored.question',
      foreignField: '_id',
      pipeline: [{ $project: { state: 1, kind: 1, providerId: 1, sentAt: 1, dueAt: 1 } }],
      as: 'texts',
    },
  },
];

/** Her open conversations beside the texts that carry their questions. */
export function waitingAmong(
  conversations: readonly Stored[],
  texts: readonly QuestionText[],
): Waiting[] {
  const byId = new Map(texts.map((text) => [text._id, text]));
  return conversations.map((stored) => ({ stored, text: byId.get(stored.question ?? '') ?? null }));
}

/** Reads the questions that are open to a contact. */
export async function openQuestions(
  world: { store: Pick<Store, 'conversations'>; clock: Clock },
  turn: Pick<Turn, 'tx' | 'contact'>,
): Promise<OpenQuestions> {
  const found = await world.store.conversations
    .aggregate<WithQuestion>([
      { $match: { contact: turn.contact._id, open: true } },
      ...WITH_QUESTION,
    ])
    .session(turn.tx);
  const waiting = found.map(({ stored, texts: [text = null] }) => ({ stored, text }));
  return questionsAmong(waiting, world.clock.now());
}

/**
 * The questions that are open among conversations that wait. A question is open only once its text has a
 * provider id: one that was refused, withheld or failed was never asked (design §3).
 */
export function questionsAmong(waiting: readonly Waiting[], now: Date): OpenQuestions {
  const open = waiting.flatMap(({ stored, text }) => {
    if (!text?.providerId || !text.sentAt) return [];
    return [{ stored, providerId: text.providerId, askedAt: text.sentAt }];
  });
  open.sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime() || later(a, b));
  return {
    open,
    unsent: waiting.flatMap(({ stored, text }) => (text?.state === 'queued' ? stored : [])),
    queued: waiting.find(({ stored }) => stored.queued)?.stored ?? null,
    undecided: waiting.some(({ text }) => text !== null && isOnItsWay(text, now)),
  };
}

/** Asked at the same moment, the conversation begun later was asked later. */
function later(a: { stored: Stored }, b: { stored: Stored }): number {
  return a.stored._id < b.stored._id ? 1 : -1;
}

/** A reply of ours goes at once; what else is queued may wait for hours, and is not waited for. */
function isOnItsWay({ state, kind, dueAt }: QuestionText, now: Date): boolean {
  if (state === 'sending') return true;
  return state === 'queued' && (kind === 'answer' || kind === 'fixed') && dueAt <= now;
}

/** The question a message answers: that of the button she tapped, or the one she quoted (WhatsApp), else the latest asked. */
export function questionFor({ open }: OpenQuestions, inbound: Inbound): Stored | null {
  const tapped = tappedButton(inbound);
  if (tapped) return open.find(({ stored }) => stored._id === tapped.conversation)?.stored ?? null;
  const quoted = open.find((question) => question.providerId === inbound.repliedTo);
  return (quoted ?? open[0])?.stored ?? null;
}

/** When the last of the workshops on a list begins. */
function lastOfList({ flow, state }: Stored): Date | null {
  return flow === INVITATIONS ? new Date(String(state.facts.until)) : null;
}

/** Ends conversations about workshops that are over: their questions mean nothing any more. */
export async function dropPast(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<OpenQuestions> {
  const now = world.clock.now();
  for (const { stored } of questions.open) {
    const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn) : null;
    const until = found?.workshop.startsAt ?? lastOfList(stored);
    if (!until || until > now) continue;
    stored.open = false;
    turn.touched.add(stored);
  }
  return { ...questions, open: questions.open.filter(({ stored }) => stored.open) };
}

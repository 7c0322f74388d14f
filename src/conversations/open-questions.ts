import type { Clock, Message } from '#domain';
import type { Inbound, Store } from '#storage';
import { tappedButton } from './buttons.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

type QuestionText = Pick<Message, '_id' | 'state' | 'kind' | 'providerId' | 'sentAt' | 'dueAt'>;

/** A contact's conversations that wait for her, and whether a question of one is still being sent. */
export type OpenQuestions = {
  /** Those whose question has reached Twilio, the latest asked first. */
  open: { stored: Stored; providerId: string; askedAt: Date }[];
  /** The flow that waits longest for its turn. */
  queued: Stored | null;
  /** A question is on its way, its outcome not known: whether it is open cannot be said yet. */
  undecided: boolean;
};

/**
 * Reads the questions that are open to a contact. A question is open only once its text has a provider id:
 * one that was refused, withheld or failed was never asked (design §3).
 */
export async function openQuestions(
  world: { store: Pick<Store, 'conversations' | 'messages'>; clock: Clock },
  turn: Pick<Turn, 'tx' | 'contact'>,
): Promise<OpenQuestions> {
  const waiting = await world.store.conversations
    .find({ contact: turn.contact._id, open: true })
    .session(turn.tx)
    .lean<Stored[]>();
  const ids = waiting.flatMap((stored) => stored.question ?? []);
  const queued = waiting.find((stored) => stored.queued) ?? null;
  if (ids.length === 0) return { open: [], queued, undecided: false };
  const texts = await world.store.messages
    .find({ _id: { $in: ids } }, { state: 1, kind: 1, providerId: 1, sentAt: 1, dueAt: 1 })
    .session(turn.tx)
    .lean<QuestionText[]>();
  const open = waiting.flatMap((stored) => {
    const text = texts.find((t) => t._id === stored.question);
    if (!text?.providerId || !text.sentAt) return [];
    return [{ stored, providerId: text.providerId, askedAt: text.sentAt }];
  });
  open.sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime() || later(a, b));
  const now = world.clock.now();
  return { open, queued, undecided: texts.some((text) => isOnItsWay(text, now)) };
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

/** Ends conversations about workshops that are over: their questions mean nothing any more. */
export async function dropPast(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
): Promise<OpenQuestions> {
  const ids = questions.open.flatMap(({ stored }) => stored.workshop ?? []);
  if (ids.length === 0) return questions;
  const over = await world.store.workshops
    .distinct('_id', { _id: { $in: ids }, startsAt: { $lte: world.clock.now() } })
    .session(turn.tx);
  const past = new Set<unknown>(over);
  for (const { stored } of questions.open) {
    if (!past.has(stored.workshop)) continue;
    stored.open = false;
    turn.touched.add(stored);
  }
  return { ...questions, open: questions.open.filter(({ stored }) => stored.open) };
}

import { type Rsvp, STANDING_STATES, type Workshop } from '#domain';
import { REPLIES } from '#outbox';
import { driverOf, type Inbound, type Transaction } from '#storage';
import {
  type OpenQuestions,
  type QuestionText,
  questionsAmong,
  waitingAmong,
} from './open-questions.ts';
import type { ConversationWorld, Stored } from './turn.ts';

/** What a turn over a message has read before it does anything. */
export type ReadTurn = {
  inbound: Inbound;
  /** No other message of hers waits. */
  last: boolean;
  questions: OpenQuestions;
  /** No reply to her waits to be sent. */
  allSent: boolean;
  /** She has a seat, or is offered one. */
  confirmed: boolean;
  /** Those her open conversations are about, and her RSVPs to them. */
  workshops: Workshop[];
  rsvps: Rsvp[];
};

type Row = {
  conversations: Stored[];
  texts: QuestionText[];
  seats: { _id: string }[];
  unsent: { _id: string }[];
  workshops: Workshop[];
  rsvps: Rsvp[];
};

/**
 * Her oldest unhandled message, and all that every turn over one asks for, in one command; null where no
 * message waits. It may be read before the contact is locked: the transaction sees one moment, and a turn
 * that was committed since then makes the lock conflict, so that this one starts over.
 */
export async function readTurn(
  { store, clock }: ConversationWorld,
  contact: string,
  tx: Transaction,
): Promise<ReadTurn | null> {
  const [row, next] = await driverOf(store.inbound)
    .aggregate<Inbound & Row>(stagesFor(contact), { session: tx })
    .toArray();
  if (!row) return null;
  const { conversations, texts, seats, unsent, workshops, rsvps, ...inbound } = row;
  return {
    inbound,
    last: !next,
    questions: questionsAmong(waitingAmong(conversations, texts), clock.now()),
    allSent: unsent.length === 0,
    confirmed: seats.length > 0,
    workshops,
    rsvps,
  };
}

/** What is found is put beside her message, without more stages than that takes: each costs in every turn. */
function stagesFor(contact: string): object[] {
  return [
    { $match: { contact, handled: false } },
    { $sort: { receivedAt: 1, _id: 1 } },
    { $limit: 2 },
    hers('conversations', [{ $match: { open: true } }]),
    named('messages', 'conversations.question', 'texts'),
    hers('rsvps', SEATED, 'seats'),
    hers('messages', UNSENT, 'unsent'),
    named('workshops', 'conversations.workshop'),
    repliesOf(contact),
  ];
}

const SEATED = [
  { $match: { state: { $in: STANDING_STATES } } },
  { $limit: 1 },
  { $project: { _id: 1 } },
];

const UNSENT = [
  { $match: { state: 'queued', kind: { $in: REPLIES } } },
  { $limit: 1 },
  { $project: { _id: 1 } },
];

/** What a collection holds of her. */
function hers(from: string, pipeline: object[], as = from) {
  return { $lookup: { from, localField: 'contact', foreignField: 'contact', pipeline, as } };
}

/** What she has answered to what her open conversations are about. */
function repliesOf(contact: string) {
  const pipeline = [{ $match: { contact } }];
  const [localField, foreignField] = ['conversations.workshop', 'workshop'];
  return { $lookup: { from: 'rsvps', localField, foreignField, pipeline, as: 'rsvps' } };
}

/** Those of a collection whose ids stand in a field. */
function named(from: string, localField: string, as = from) {
  return { $lookup: { from, localField, foreignField: '_id', as } };
}

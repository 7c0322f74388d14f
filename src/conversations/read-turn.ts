import { STANDING_STATES, type Workshop } from '#domain';
import type { Inbound, Transaction } from '#storage';
import { type OpenQuestions, questionsAmong, WAITING, type Waiting } from './open-questions.ts';
import type { ConversationWorld } from './turn.ts';

/** What a turn over a message has read before it does anything. */
export type ReadTurn = {
  inbound: Inbound;
  /** No other message of hers waits. */
  last: boolean;
  questions: OpenQuestions;
  /** She has a seat, or is offered one. */
  confirmed: boolean;
  /** Those her open conversations are about. */
  workshops: Workshop[];
};

type Row = {
  messages: Inbound[];
  conversations: Waiting[];
  seats: { _id: string }[];
  workshops: Workshop[];
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
  const [row] = await store.inbound
    .aggregate<Row>([
      { $match: { contact, handled: false } },
      { $sort: { receivedAt: 1, _id: 1 } },
      { $limit: 2 },
      { $group: { _id: '$contact', messages: { $push: '$$ROOT' } } },
      hers('conversations', WAITING),
      hers('rsvps', SEATED, 'seats'),
      {
        $lookup: {
          from: 'workshops',
          localField: 'conversations.stored.workshop',
          foreignField: '_id',
          as: 'workshops',
        },
      },
    ])
    .session(tx);
  const inbound = row?.messages[0];
  if (!row || !inbound) return null;
  const { messages, conversations, seats, workshops } = row;
  return {
    inbound,
    last: messages.length === 1,
    questions: questionsAmong(conversations, clock.now()),
    confirmed: seats.length > 0,
    workshops,
  };
}

const SEATED = [
  { $match: { state: { $in: STANDING_STATES } } },
  { $limit: 1 },
  { $project: { _id: 1 } },
];

/** What a collection holds of the contact that the rows are grouped by. */
function hers(from: string, pipeline: object[], as = from) {
  const stages = pipeline as [];
  return { $lookup: { from, localField: '_id', foreignField: 'contact', pipeline: stages, as } };
}

import {
  type Channel,
  type Contact,
  countSegments,
  type Language,
  type Message,
  type MessageAbout,
  type MessageHours,
  type MessageKind,
  normaliseText,
} from '#domain';
import type { Hint } from '#queue';
import { newId, type Store, type Transaction } from '#storage';
import { passGate } from './gate.ts';
import { type GateWorld, gatherFacts } from './gather-facts.ts';

/** A text that a room wants to send. What is left out: SMS, no workshop, no stage, nothing special. */
export type Draft = {
  /** Why it exists; unique, so that whatever is retried stores one. */
  cause: string;
  kind: MessageKind;
  /** Empty where no reviewed text is to be had: it is then withheld. */
  body: string;
  language: Language;
  hours: MessageHours;
  validUntil: Date;
  channel?: Channel;
  about?: MessageAbout;
  stage?: string;
  identifies?: boolean;
  allowedAfterOptOut?: boolean;
};

type ComposeWorld = GateWorld & { store: Pick<Store, 'messages'> };

/** What was stored, and what to hand on after the commit. */
export type Composed = { messages: Message[]; hints: Hint[] };

/**
 * Stores texts to one locked contact, each after the gate: queued for when it may go, or withheld with the
 * reason. A draft whose cause is already stored is passed over.
 */
export async function compose(
  world: ComposeWorld,
  contact: Contact,
  drafts: readonly Draft[],
  tx: Transaction,
): Promise<Composed> {
  if (drafts.length === 0) return { messages: [], hints: [] };
  const gatedOnes: Message[] = [];
  for (const draft of drafts)
    gatedOnes.push(await gated(world, contact, messageOf(world, contact, draft), tx));
  // One command that says which are new: in a transaction, a duplicate insert would end it.
  const upserts = gatedOnes.map((message) => ({
    updateOne: {
      filter: { cause: message.cause },
      update: { $setOnInsert: message },
      upsert: true,
    },
  }));
  const { upsertedIds } = await world.store.messages.bulkWrite(upserts, { session: tx });
  const messages = gatedOnes.filter((_, index) => upsertedIds[index] !== undefined);
  return { messages, hints: hintsFor(messages, world.clock.now()) };
}

/** The jobs that make queued texts go at their time. */
export function hintsFor(messages: readonly Message[], now: Date): Hint[] {
  return messages
    .filter((message) => message.state === 'queued' && message.dueAt <= now)
    .map(({ contact, kind }) => ({ queue: queueFor(kind), job: { contact } }));
}

/** Replies, and calls to staff, have their own queue, so that no broadcast is ahead of them. */
export function queueFor(kind: MessageKind): 'deliver' | 'bulk' {
  return kind === 'notice' || kind === 'proactive' ? 'bulk' : 'deliver';
}

async function gated(
  world: ComposeWorld,
  contact: Contact,
  message: Message,
  tx: Transaction,
): Promise<Message> {
  // Nobody has read this text in any language of hers or ours: there is nothing that may be said.
  if (message.body === '') return { ...message, state: 'withheld', reason: 'unreviewed' };
  const verdict = passGate(await gatherFacts(world, message, contact, tx));
  if (verdict.kind === 'withhold') return { ...message, state: 'withheld', reason: verdict.reason };
  if (verdict.kind === 'wait') return { ...message, dueAt: verdict.until, reason: verdict.reason };
  return message;
}

function messageOf(world: ComposeWorld, contact: Contact, draft: Draft): Message {
  const now = world.clock.now();
  const body = normaliseText(draft.body);
  return {
    _id: newId(),
    contact: contact._id,
    scope: 'workshops',
    channel: 'sms',
    about: null,
    stage: null,
    identifies: false,
    allowedAfterOptOut: false,
    ...draft,
    body,
    segments: countSegments(body).segments,
    state: 'queued',
    reason: null,
    dueAt: now,
    claimedAt: null,
    attempts: 0,
    providerId: null,
    providerStatus: null,
    errorCode: null,
    createdAt: now,
    sentAt: null,
  };
}

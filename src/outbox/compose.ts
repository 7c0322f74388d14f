import {
  asSms,
  type Button,
  type Channel,
  type Contact,
  costInSegments,
  type Language,
  type Message,
  type MessageAbout,
  type MessageHours,
  type MessageKind,
  normaliseText,
} from '#domain';
import type { Hint } from '#queue';
import { driverOf, newId, type Store, type Transaction } from '#storage';
import { type GateFacts, passGate } from './gate.ts';
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
  also?: MessageAbout[];
  /** A recording or picture to go with the text, or alone where the body is empty. */
  media?: string | null;
  /** Buttons below it, on WhatsApp. */
  buttons?: Button[] | null;
  stage?: string;
  broadcast?: string;
  site?: string | null;
  identifies?: boolean;
  allowedAfterOptOut?: boolean;
};

type ComposeWorld = GateWorld & { store: Pick<Store, 'messages'> };

/** What was stored, and what to hand on after the commit; `claimed` is to be sent by whoever commits it. */
export type Composed = { messages: Message[]; hints: Hint[]; claimed: Message | null };

/**
 * Stores texts to one locked contact, each after the gate: queued for when it may go, or withheld with the
 * reason. A draft whose cause is already stored is passed over. With `claimAt`, the first reply that may go at
 * once is claimed as it is stored; that fails as a duplicate while another text is under way to her.
 */
export async function compose(
  world: ComposeWorld,
  contact: Contact,
  drafts: readonly Draft[],
  tx: Transaction,
  claimAt: Date | null = null,
): Promise<Composed> {
  if (drafts.length === 0) return { messages: [], hints: [], claimed: null };
  const gatedOnes: Message[] = [];
  for (const draft of drafts) {
    const message = messageOf(world, contact, draft);
    gatedOnes.push(decided(message, await gatherFacts(world, message, contact, tx)));
  }
  const claimed = claimAt && claimFirst(world, gatedOnes, claimAt);
  // One command that says which are new: in a transaction, a duplicate insert would end it.
  const upserts = gatedOnes.map((message) => ({
    updateOne: {
      filter: { cause: message.cause },
      update: { $setOnInsert: message },
      upsert: true,
    },
  }));
  const { upsertedIds } = await driverOf(world.store.messages).bulkWrite(upserts, { session: tx });
  const messages = gatedOnes.filter((_, index) => upsertedIds[index] !== undefined);
  const hints = hintsFor(messages, world.clock.now());
  return { messages, hints, claimed: claimed && messages.includes(claimed) ? claimed : null };
}

/** Claims the first of these that is a reply and due, as `claimNext` would after the commit. */
function claimFirst(
  { clock }: ComposeWorld,
  messages: readonly Message[],
  claimedAt: Date,
): Message | null {
  const now = clock.now();
  const isDue = ({ state, kind, dueAt }: Message) =>
    state === 'queued' && queueFor(kind) === 'deliver' && dueAt <= now;
  const first = messages.find(isDue);
  return first ? Object.assign(first, { state: 'sending', claimedAt, attempts: 1 }) : null;
}

/** Most texts in one group: what the pace allows in a second, and no more than this. */
export const GROUP = 100;

/** The jobs that make queued texts go at their time: one a contact for replies, one a group for the rest. */
export function hintsFor(
  messages: readonly Pick<Message, '_id' | 'contact' | 'kind' | 'state' | 'dueAt'>[],
  now: Date,
): Hint[] {
  const due = messages.filter((message) => message.state === 'queued' && message.dueAt <= now);
  const replies = due.filter(({ kind }) => queueFor(kind) === 'deliver');
  const bulk = due.filter(({ kind }) => queueFor(kind) === 'bulk').map(({ _id }) => _id);
  const hints: Hint[] = replies.map(({ contact }) => ({ queue: 'deliver', job: { contact } }));
  return inGroups([...hints, { queue: 'bulk', job: { messages: bulk } }]);
}

/** The same hints, with those of texts that answer nobody gathered into full groups. */
export function inGroups(hints: readonly Hint[]): Hint[] {
  const texts = hints.flatMap((hint) => (hint.queue === 'bulk' ? hint.job.messages : []));
  const groups = Array.from({ length: Math.ceil(texts.length / GROUP) }, (_, i): Hint => {
    return { queue: 'bulk', job: { messages: texts.slice(i * GROUP, (i + 1) * GROUP) } };
  });
  return [...hints.filter(({ queue }) => queue !== 'bulk'), ...groups];
}

/** Replies, and calls to staff, have their own queue, so that no broadcast is ahead of them. */
export function queueFor(kind: MessageKind): 'deliver' | 'bulk' {
  return kind === 'notice' || kind === 'proactive' ? 'bulk' : 'deliver';
}

/** A text as the gate lets it be stored: queued for when it may go, or withheld with the reason. */
export function decided(message: Message, facts: GateFacts): Message {
  // Nobody has read this text in any language of hers or ours: there is nothing that may be said.
  if (message.body === '' && !message.media)
    return { ...message, state: 'withheld', reason: 'unreviewed' };
  const verdict = passGate(facts);
  if (verdict.kind === 'withhold') return { ...message, state: 'withheld', reason: verdict.reason };
  if (verdict.kind === 'wait') return { ...message, dueAt: verdict.until, reason: verdict.reason };
  return { ...message, ...verdict.with };
}

/** A draft as it is stored, before the gate has spoken. */
export function messageOf(
  world: Pick<ComposeWorld, 'clock'>,
  contact: Pick<Contact, '_id'>,
  draft: Draft,
): Message {
  const now = world.clock.now();
  const body = normaliseText(draft.body);
  return {
    _id: newId(),
    contact: contact._id,
    scope: 'workshops',
    channel: 'sms',
    about: null,
    media: null,
    buttons: null,
    template: null,
    stage: null,
    identifies: false,
    allowedAfterOptOut: false,
    ...draft,
    body,
    segments: costInSegments({ ...draft, body: asSms(body) }),
    state: 'queued',
    reason: null,
    dueAt: now,
    claimedAt: null,
    claim: null,
    attempts: 0,
    providerId: null,
    providerStatus: null,
    errorCode: null,
    createdAt: now,
    sentAt: null,
  };
}

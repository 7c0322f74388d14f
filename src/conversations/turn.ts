import { type Content, FALLBACK_LANGUAGE } from '#content';
import type {
  Clock,
  Contact,
  Language,
  Log,
  MessageAbout,
  MessageHours,
  MessageKind,
  Programme,
} from '#domain';
import type { Conversation } from '#engine';
import type { GateWorld } from '#outbox';
import type { Hint, Queues } from '#queue';
import type { Inbound, Store, StoredConversation, Transaction } from '#storage';
import type { UnderstandingContext, Understood } from '#understanding';

/** What the room needs of the world. */
export type ConversationWorld = GateWorld & {
  store: Store;
  clock: Clock;
  log: Log;
  queue: Pick<Queues, 'enqueue'>;
  programme: () => Programme;
  /** The real Twilio: only texts that a person has reviewed go out. */
  live: boolean;
  /** The flows and words that new conversations begin with. */
  content: () => Content;
  /** Those an earlier conversation began with, by version; null if they are lost. */
  contentOf: (version: string) => Promise<Content | null>;
  understand: (text: string, context: UnderstandingContext) => Understood;
};

export type Stored = StoredConversation<Conversation>;

/** A text that this turn says; `asks` is the conversation whose question it carries. */
export type Spoken = {
  body: string;
  asks: Stored | null;
  /** One of the few texts that may go whatever the consent says (design §5), and how long it is of use. */
  fixed: { validMs: number } | null;
};

/** How the texts of a turn pass the gate: by why the turn happens. */
export type Manner = {
  kind: MessageKind;
  hours: MessageHours;
  validUntil: Date;
  about?: MessageAbout;
  stage?: string;
};

/**
 * One turn's work, all inside one transaction. Rebuilt from nothing when the transaction is run again, so
 * it may be written to freely.
 */
export type Turn = {
  tx: Transaction;
  /** What caused it: an inbound message, a timer, a start. Prefix of every cause it writes. */
  cause: string;
  contact: Contact;
  inbound: Inbound | null;
  manner: Manner;
  spoken: Spoken[];
  /** What it made due beside texts, to be handed on after the commit. */
  hints: Hint[];
  /** Conversations it began or moved, to be stored at its end. */
  touched: Set<Stored>;
};

/** What a turn leaves to be done after its commit. */
export type TurnResult = { hints: Hint[] };

/** The language of her texts: hers where we have words in it, else the content's first. */
export function languageOf(world: Pick<ConversationWorld, 'content'>, contact: Contact): Language {
  const known = world.content().languages;
  return contact.language && known.includes(contact.language)
    ? contact.language
    : FALLBACK_LANGUAGE;
}

import { type Content, FALLBACK_LANGUAGE, folderOf } from '#content';
import type {
  Button,
  Clock,
  Contact,
  Language,
  Log,
  Message,
  MessageAbout,
  MessageHours,
  MessageKind,
  Programme,
  Rsvp,
  Workshop,
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
  /** Whether WhatsApp messages may go out with so many buttons. */
  canOfferButtons: (count: number) => boolean;
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
  /** Where its recording in her language is served, if there is one. */
  recording?: string | null;
  /** The buttons below it, on WhatsApp. */
  buttons?: Button[] | null;
  /** The entry of the call list of which it tells her. */
  tells?: string;
};

/** How the texts of a turn pass the gate: by why the turn happens. */
export type Manner = {
  kind: MessageKind;
  hours: MessageHours;
  validUntil: Date;
  about?: MessageAbout;
  also?: MessageAbout[];
  stage?: string;
  broadcast?: string;
  site?: string | null;
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
  /** Whoever commits it sends its first reply, which is stored as claimed; else replies wait for a claim. */
  claims: boolean;
  /** Before her message she had a seat, or was offered one: it tells what her words mean. */
  confirmed: boolean;
  manner: Manner;
  spoken: Spoken[];
  /** What it made due beside texts, to be handed on after the commit. */
  hints: Hint[];
  /** Conversations it began or moved, to be stored at its end. */
  touched: Set<Stored>;
  /** Workshops as this turn read them: their words and times, which no turn changes; never their seats. */
  workshops: Map<string, Workshop | null>;
  /** Her RSVPs to what her open conversations are about; none once a host step may have changed one. */
  rsvps: readonly Rsvp[];
};

/** What a turn leaves to be done after its commit, and the contact as it then is. */
export type TurnResult = { hints: Hint[]; contact: Contact; claimed: Message | null };

/** The language of her texts: hers where we have words in it, else what she read before, else the programme's. */
export function languageOf(
  world: Pick<ConversationWorld, 'content' | 'programme'>,
  contact: Contact,
): Language {
  const { languages } = world.content();
  const folder = (language: Language | null | undefined) =>
    language ? folderOf(language, languages) : null;
  const { language, reads } = contact;
  const ours = folder(world.programme().language);
  return folder(language) ?? folder(reads) ?? ours ?? FALLBACK_LANGUAGE;
}

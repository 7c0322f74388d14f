import type { Channel, ConsentScope, MessageAbout, RsvpState } from '#domain';

/** What arrived from a family, once per provider id. `handled` turns true with the turn that dealt with it. */
export type Inbound = {
  _id: string;
  providerId: string;
  contact: string | null;
  channel: Channel;
  /** Our number it came to. */
  to: string;
  body: string;
  mediaTypes: string[];
  /** Payload of a tapped button, which says more than its words. */
  button: string | null;
  /** Provider id of the message she replied to by quoting it (WhatsApp). */
  repliedTo: string | null;
  optOutType: 'START' | 'STOP' | 'HELP' | null;
  /** What the door saw before the webhook answered: honoured there and then. */
  door: 'opted_out' | 'suspended' | null;
  /** Whether the one confirmation of an opt-out is ours to send. */
  confirm: boolean;
  receivedAt: Date;
  recordedBy: 'webhook' | 'reconcile';
  handled: boolean;
  /** How often a turn over it failed; at three it goes to a person. */
  failures: number;
  /** Why a person should look at it; null where none need. */
  forPerson: string | null;
  /** The workshop it was handed to a person about, where that is known. */
  workshop?: string | null;
  /** The group of hand-offs that a person answered it in; null until then. */
  answeredIn?: string | null;
  answeredAt?: Date | null;
};

/**
 * A family's message that staff are called to, one after another, until one of them takes it. While it is
 * open, what the same family writes joins it.
 */
export type Alarm = {
  /** Id of its first message. */
  _id: string;
  contact: string;
  messages: string[];
  /** What it is about, as far as was understood. */
  kind: string;
  /** Staff are called at any hour. */
  danger: boolean;
  sites: string[];
  raisedAt: Date;
  /** Staff who were called, by contact, in order. */
  called: string[];
  /** When the next is to be called; null where nobody is left, or it is taken. */
  dueAt: Date | null;
  open: boolean;
  takenAt: Date | null;
  /** The member of staff who answered, or `command`. */
  takenBy: string | null;
};

/** A conversation as stored: the engine's plain JSON, and what it is about. */
export type StoredConversation<State = unknown> = {
  _id: string;
  contact: string;
  flow: string;
  workshop: string | null;
  /** Unique: what started it, so that a retry starts one. */
  cause: string;
  open: boolean;
  state: State;
  /** The text that carries the open question; the question is open once that text has a provider id. */
  question: string | null;
  /** When that text is to go, or went, as far as was known at the time; null where none was asked. */
  askedAt?: Date | null;
  /** When silence, or the time it waits for, is to be looked at. */
  dueAt: Date | null;
  /** The conversation whose flow began this one's, and waits for its end. */
  parent?: string | null;
  /** The conversation whose open question this one came in between; it is asked again afterwards. */
  interrupts?: string | null;
  /** It has not begun: it waits until her open questions are answered, no longer than `validUntil`. */
  queued?: Queued | null;
  /** Flows that have begun because its question was not answered. */
  missed?: string[];
  startedAt: Date;
};

/** How a flow that waits for its turn begins. */
export type Queued = {
  /** `answer` where she asked for it herself. */
  kind: 'answer' | 'proactive';
  facts: Record<string, string | number | boolean>;
  validUntil: Date;
  about: MessageAbout | null;
  stage: string;
};

/** What a contact answered to one question of a survey; a changed mind replaces it. */
export type Answer = {
  _id: string;
  /** The flow that asked. */
  survey: string;
  question: string;
  contact: string;
  /** Options by name, several parted by commas; numbers; or her own words. */
  value: string | number | boolean;
  at: Date;
};

/** A recorded fact that others must act on: written in the transaction that made it true. */
export type Change = {
  _id: string;
  /** Unique: retries record one. */
  cause: string;
  type: 'moved' | 'cancelled' | 'seat_freed';
  workshop: string;
  at: Date;
  /** For `moved`: when it was to start before. */
  before: Date | null;
  /** A named person who confirmed it, for a change on the day itself. */
  by: string | null;
  pending: boolean;
};

/** A sending to many: who and when. `_id` is its key, so that a stage of the plan happens once. */
export type Broadcast = {
  _id: string;
  stage: string;
  workshop: string;
  startsAt: Date;
  states: RsvpState[];
  scope: ConsentScope;
  running: boolean;
  /** The last contact id that was reached; the next batch begins after it. */
  cursor: string | null;
  before: Date | null;
  by: string | null;
  createdAt: Date;
};

/** A lock with an end, by the database's own clock. */
export type Lease = { _id: string; holder: string; until: Date };

/** Small facts of the whole: when the program first started, how far was reconciled, a sender's pace. */
export type Setting = { _id: string; at: Date; value?: unknown };

/** The source of flows and words under their hash; a conversation keeps the version it began with. */
export type ContentVersion = { _id: string; sources: unknown; publishedAt: Date };

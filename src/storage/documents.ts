import type { ByLanguage, Channel, ConsentScope, MessageAbout, RsvpState } from '#domain';

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
 * open, what the same family writes joins it. One of kind `spending`, `operator` (an error of Twilio's that
 * only a person can end) or `opt_outs` (many after the broadcast of its id) is of no family: its names are
 * its own.
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
  /** `answer` where she asked for it herself; `notice` where that was a day ago. */
  kind: 'answer' | 'proactive' | 'notice';
  facts: Record<string, string | number | boolean>;
  /** Where it begins, if not at its start. */
  node?: string;
  validUntil: Date;
  about: MessageAbout | null;
  also?: MessageAbout[];
  stage: string;
  /** The broadcast and school it counts to, by whose pause it is held. */
  broadcast?: string;
  site?: string | null;
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

/** Whether a family came to a workshop, as somebody there wrote it down; one per workshop and contact. */
export type Attendance = {
  _id: string;
  workshop: string;
  contact: string;
  /** False for who had said yes, or was written down as missing, and did not come. */
  attended: boolean;
  /** When it was recorded, and by whom, if that was said. */
  at: Date;
  by: string | null;
};

/**
 * Why a person is to call a family: no folder of words is in its language; it asked for a call; nothing that
 * was sent about a workshop was answered.
 */
export type CallReason = 'language' | 'asked' | 'no_answer';

/** A family that a person is to call; at most one is open for a family and a reason. */
export type Call = {
  _id: string;
  contact: string;
  reason: CallReason;
  /** For `language`: the one she speaks, as it was named to us. */
  language: string | null;
  /** Whose list it is on; null for that of every site of hers. */
  site: string | null;
  /** What the call is about, if it is one workshop. */
  workshop: string | null;
  since: Date;
  /** When a text said that a person will call. */
  toldAt: Date | null;
  open: boolean;
  doneAt: Date | null;
  doneBy: string | null;
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
  /** An invitation of the plan: those of one week go together. One that a person asked for goes alone. */
  together?: boolean;
  createdAt: Date;
};

/** A part of an own broadcast: the families of one zone, by whose clock it begins; null for all others. */
export type Leg = { timeZone: string | null; at: Date };

/** What an own broadcast says: a text by language, or a flow to start. */
export type BroadcastContent =
  | {
      text: ByLanguage;
      /** The language of those whose own has no text; null where every language has one. */
      fallback: string | null;
      /** A picture to go with it, as a whole https address; null or none where there is none. */
      picture?: string | null;
    }
  | { flow: string };

/** A sending that a person made: whom, what, when, and how far it has come. */
export type OwnBroadcast = {
  _id: string;
  /** Whom it is for, as the broadcasts room reads it. */
  audience: unknown;
  content: BroadcastContent;
  /** The workshop it speaks of; it is true only while that starts at `startsAt`. */
  workshop: string | null;
  startsAt: Date | null;
  /** `notice` where all who get it count on that workshop. */
  kind: 'proactive' | 'notice';
  /** RSVP states to that workshop for which the text is true; null for any. */
  states: RsvpState[] | null;
  state: 'running' | 'paused' | 'stopped' | 'done';
  /** Why it is paused: by a person, after a test or a share, or by itself; null while it is not. */
  pausedFor: 'person' | 'test' | 'share' | 'failures' | null;
  legs: Leg[];
  /** The leg that is under way, when its next batch is due, and after which contact it begins. */
  leg: number;
  dueAt: Date;
  cursor: string | null;
  /** How many it has come by so far, by which a share is taken evenly. */
  passed: number;
  /** Only this part of them until it is resumed; null for all. */
  share: number | null;
  /** The contact who is to get it first, as a test; null when that is done. */
  testTo: string | null;
  /** How many it was for when it was made. */
  count: number;
  /** When it is looked at again: how it fares; null when that is over. */
  watchAt: Date | null;
  /** A person has let it go on although many texts fail. */
  forgiven: boolean;
  /** It was told that unusually many said stop. */
  alarmed: boolean;
  /** Nothing of it goes after this. */
  until: Date;
  createdAt: Date;
};

/** A lock with an end, by the database's own clock. */
export type Lease = { _id: string; holder: string; until: Date };

/** Small facts of the whole: when the program first started, how far was reconciled, a sender's pace. */
export type Setting = {
  _id: string;
  at: Date;
  value?: unknown;
  /** With the pace: segments handed over, and the percent of the limit that staff were told of, by month. */
  months?: Record<string, number>;
  warned?: Record<string, number>;
};

/** The source of flows and words under their hash; a conversation keeps the version it began with. */
export type ContentVersion = { _id: string; sources: unknown; publishedAt: Date };

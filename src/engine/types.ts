import type { UnderstandingContext, Understood } from '#understanding';
import type { HostStep } from './host-steps.ts';

export { HOST_STEPS, type HostStep } from './host-steps.ts';

/**
 * Values a conversation gathers and texts speak of: `attendance`, `party_size`, `mode`, `childcare`… A date
 * is ISO 8601, a list its names parted by commas, options a line each (`options.ts`).
 */
export type FactValue = string | number | boolean;

export type Facts = Record<string, FactValue>;

/** A text by its key in `locales/<language>/<flow>.json`, with what only the flow knows to fill it. */
export type Text = { key: string; values: Facts };

/** Where a conversation stands. Plain JSON: it is stored between turns and read back. */
export type Conversation = {
  flow: string;
  /** Hash of the flow and words it started with (`content_versions`). */
  version: string;
  /** The node it waits at; null before the start and after the end. */
  at: string | null;
  waits: Waits;
  facts: Facts;
  /** How often the open question was not understood in a row. */
  tries: number;
  /** Counts inputs, so that a late timer or outcome of an earlier step can be told from a present one. */
  step: number;
  /** Topics raised by her last message, not yet passed on: they come before the next question. */
  topics: string[];
  /** Nodes entered since she last wrote or fell silent; a host's outcomes do not start it anew. */
  walked: number;
  /** How often silence has made the open question be asked again. */
  nudged?: number;
  /** While the host is at work: the nodes walked for the same message, none of which speaks twice. */
  passed?: string[];
  /** The id of the last message taken, if the host gives ids: the same one again changes nothing. */
  heard?: string;
};

/** What understanding is to listen for in a reply. */
export type Expected = NonNullable<UnderstandingContext['expects']>;

/** What a conversation waits for. */
export type Waits =
  | { for: 'reply'; expects: Expected; options: string[]; silence: { afterMs: number } | null }
  | { for: 'host'; request: HostRequest }
  /** Another flow, begun by the host as a conversation of its own; back comes its end's outcome. */
  | { for: 'flow'; flow: string; facts: Facts }
  | ({ for: 'time' } & Moment)
  | { for: 'nothing' };

/**
 * A time to wait for: so long from now, the date that a fact holds, or the day before the workshop at so
 * many minutes after midnight on its clock.
 */
export type Moment = { afterMs: number } | { untilFact: string } | { eve: { minutes: number } };

/**
 * What a flow cannot decide by itself. The host (the room `conversations`) does it inside the turn's
 * transaction and comes back with an outcome, one of those the step's schema lists.
 */
export type HostRequest = { step: HostStep; args: Facts };

/** What comes in. Time and ids are the host's: the engine has no clock and no randomness. */
export type Input =
  | { kind: 'start'; facts: Facts; understood: Understood | null; node?: string }
  | {
      kind: 'message';
      understood: Understood;
      /** Her words, for the questions that keep them. */
      text?: string;
      /** The content types of what she sent besides: `audio/ogg`. */
      media?: string[];
      id?: string;
    }
  | { kind: 'silence'; step: number }
  /** What had come in between is over: the open question is asked again, shorter. */
  | { kind: 'again'; step: number }
  /** A host step's outcome, or the one another flow ended with (`expired` where it did not end itself). */
  | { kind: 'outcome'; step: number; outcome: string; facts: Facts }
  /** The time waited for has come; `past` where it was over before it could be waited for. */
  | { kind: 'time'; step: number; past?: boolean };

/**
 * How a numbered option is called where the question's text does not list it: by a key of the flow's own
 * texts, by words that are the same in every language (a school's name), or by a time: an ISO 8601 date, or
 * `sat 10:00` on the recipient's clock.
 */
export type Label = { key: string } | { words: string } | { at: string };

/** What comes out: past tense, in order; the host turns each into writes and texts. */
export type Event =
  /** `link` and `media` are addresses: the host sends the one after the text, the other with it. */
  | { type: 'said'; text: Text; link?: string; media?: string }
  /** `labels` are the words of numbered options that the text itself does not list, one each. */
  | { type: 'asked'; text: Text; expects: Expected; options: string[]; labels?: Label[] }
  /** Questions about the workshop, to be answered from its own facts by the host. */
  | { type: 'topic_raised'; topic: string }
  | { type: 'fact_set'; name: string; value: FactValue }
  /** A voice note or picture, by content type: acknowledged and handed on by the host. */
  | { type: 'media_received'; media: string[] }
  /** A field of the contact's own. */
  | { type: 'field_set'; name: string; value: FactValue }
  | { type: 'tag_added'; tag: string }
  | { type: 'tag_removed'; tag: string }
  | { type: 'handed_off'; reason: 'unclear' | 'asked_for' | 'limit' | 'node_gone' }
  /** `outcome` is what a flow that began this one goes on by. */
  | { type: 'ended'; reason: EndReason; outcome: string };

export type EndReason = 'done' | 'silence' | 'limit' | 'node_gone';

/** One step of a conversation: where it stands now, what happened, and what it waits for. */
export type Advanced = { conversation: Conversation; events: Event[]; waits: Waits };

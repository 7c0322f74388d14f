import type { Expectation, Understood } from '#understanding';

/** Values a conversation gathers and texts speak of: `attendance`, `party_size`, `mode`, `childcare`… */
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
};

/** What a conversation waits for. */
export type Waits =
  | { for: 'reply'; expects: Expectation; options: string[]; silence: { afterMs: number } | null }
  | { for: 'host'; request: HostRequest }
  | { for: 'nothing' };

/**
 * What a flow cannot decide by itself. The host (the room `conversations`) does it inside the turn's
 * transaction and comes back with an outcome, one of those the step's schema lists.
 */
export type HostRequest = { step: HostStep; args: Facts };

/** The host steps, with the outcomes each may have. A flow must say where every one of them goes. */
export const HOST_STEPS = {
  /**
   * Books `party_size` in `mode`; also changes an existing booking, or keeps it where more do not fit.
   * Outcome facts: `party_size`.
   */
  reserve: ['booked', 'changed', 'kept', 'waitlisted', 'closed', 'too_many'],
  /** Takes the seats given back, or records that the family does not come. */
  decline: ['declined', 'cancelled', 'closed'],
  /** Records a maybe; holds no seat. */
  maybe: ['recorded', 'closed'],
  /** Changes in person to Zoom or back. */
  set_mode: ['changed', 'full', 'closed'],
  /** Records the children who need care (`childcare`: a number, 0 for none). */
  set_childcare: ['recorded', 'full', 'closed'],
  /** Takes the seats that were offered and held. */
  accept_offer: ['booked', 'gone'],
  /** Gives the offered seats on; she leaves the waitlist. */
  decline_offer: ['declined', 'gone'],
  /** Writes the consent ledger in her own words. */
  give_consent: ['granted'],
  /** Writes the ledger: everything stops. */
  opt_out: ['opted_out'],
  /** An unsure opt-out was meant otherwise: what was suspended goes on. */
  resume: ['resumed'],
} as const;

export type HostStep = keyof typeof HOST_STEPS;

/** What comes in. Time and ids are the host's: the engine has no clock and no randomness. */
export type Input =
  | { kind: 'start'; facts: Facts; understood: Understood | null; node?: string }
  | { kind: 'message'; understood: Understood }
  | { kind: 'silence'; step: number }
  | { kind: 'outcome'; step: number; outcome: string; facts: Facts };

/** What comes out: past tense, in order; the host turns each into writes and texts. */
export type Event =
  | { type: 'said'; text: Text }
  | { type: 'asked'; text: Text; expects: Expectation; options: string[] }
  /** Questions about the workshop, to be answered from its own facts by the host. */
  | { type: 'topic_raised'; topic: string }
  | { type: 'fact_set'; name: string; value: FactValue }
  | { type: 'handed_off'; reason: 'unclear' | 'asked_for' | 'limit' | 'node_gone' }
  | { type: 'ended'; reason: 'done' | 'silence' | 'limit' | 'node_gone' };

/** One step of a conversation: where it stands now, what happened, and what it waits for. */
export type Advanced = { conversation: Conversation; events: Event[]; waits: Waits };

/** What a consent is for. One scope today; advocacy and the like are to be scopes of their own. */
export type ConsentScope = 'workshops';

export const CONSENT_SCOPES: readonly ConsentScope[] = ['workshops'];

/** How a consent, or its withdrawal, reached us. `carrier` is Twilio's word for it (21610, OptOutType). */
export type ConsentMedium = 'paper' | 'text' | 'web' | 'spoken' | 'carrier';

/**
 * Where a contact stands now; the ledger (`consent_events`) says how she came there. An opt-out is of
 * everything: `optedOutAt` set means that no scope holds, whatever `granted` says of before.
 */
export type ConsentState = {
  granted: Partial<Record<ConsentScope, Date>>;
  optedOutAt: Date | null;
  /** Set while a message that may have been an opt-out is being asked about: nothing proactive goes. */
  suspendedAt: Date | null;
  /** The carrier or Twilio blocks us (21610), whatever the ledger says; lifted by her START. */
  carrierBlockedAt: Date | null;
  /** She has blocked us on WhatsApp (63014); lifted by her START. None for contacts from before. */
  whatsappBlockedAt?: Date | null;
  /** When the one consent request of this number was asked; it is never asked twice. */
  requestedAt: Date | null;
};

/** A contact of whom nothing is known yet. */
export const noConsent: ConsentState = {
  granted: {},
  optedOutAt: null,
  suspendedAt: null,
  carrierBlockedAt: null,
  requestedAt: null,
};

/** What a ledger entry records. */
export type ConsentChange =
  | 'number_given'
  | 'granted'
  | 'opted_out'
  | 'suspended'
  | 'resumed'
  | 'requested'
  | 'carrier_blocked'
  | 'carrier_unblocked'
  | 'whatsapp_blocked';

/** One line of the ledger: what, when, by which medium, in which exact words, by whom. Never changed. */
export type ConsentEvent = {
  _id: string;
  contact: string;
  change: ConsentChange;
  scope: ConsentScope | 'all';
  at: Date;
  medium: ConsentMedium;
  words: string;
  by: string;
  /** Unique: the inbound message, load line or provider answer that made it, so a retry writes one. */
  cause: string;
};

/** Whether consent for a scope holds now: given, not withdrawn, and no opt-out pending an answer. */
export function hasConsent(consent: ConsentState, scope: ConsentScope): boolean {
  return (
    Boolean(consent.granted[scope]) && consent.optedOutAt === null && consent.suspendedAt === null
  );
}

/** The state after one ledger entry: a pure fold, so the state can always be rebuilt from the ledger. */
export function applyConsentEvent(
  state: ConsentState,
  event: Pick<ConsentEvent, 'change' | 'scope' | 'at'>,
): ConsentState {
  switch (event.change) {
    case 'granted': {
      // A paper signed before she said ALTO, or may have, does not undo what she said.
      if (state.optedOutAt && event.at <= state.optedOutAt) return state;
      const asked = state.suspendedAt && event.at <= state.suspendedAt ? state.suspendedAt : null;
      const scopes = event.scope === 'all' ? CONSENT_SCOPES : [event.scope];
      const granted = { ...state.granted, ...Object.fromEntries(scopes.map((s) => [s, event.at])) };
      return { ...state, granted, optedOutAt: null, suspendedAt: asked };
    }
    case 'opted_out':
      return { ...state, granted: {}, optedOutAt: event.at, suspendedAt: null };
    case 'suspended':
      return { ...state, suspendedAt: event.at };
    case 'resumed':
      return { ...state, suspendedAt: null };
    case 'requested':
      return { ...state, requestedAt: event.at };
    case 'carrier_blocked':
      return { ...state, carrierBlockedAt: event.at };
    case 'carrier_unblocked':
      return { ...state, carrierBlockedAt: null, whatsappBlockedAt: null };
    case 'whatsapp_blocked':
      return { ...state, whatsappBlockedAt: event.at };
    case 'number_given':
      return state;
  }
}

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
  /** Keeps the answer (`value`) to a survey's question (`question`); asked only where there is one. */
  record_answer: ['recorded'],
  /** Puts her on the list of those who want to hear of `topic`; several are parted by commas. */
  subscribe: ['subscribed'],
  /** Takes her off that list; what else she gets goes on. */
  unsubscribe: ['unsubscribed'],
  /** Takes an earlier message (`message`) as the answer to the question she chose (`event`). */
  answer_for: ['answered', 'gone'],
  /** Puts her on the list of those to be called. */
  request_call: ['requested'],
} as const;

export type HostStep = keyof typeof HOST_STEPS;

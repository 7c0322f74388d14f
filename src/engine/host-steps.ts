/** What a host step does, and each outcome it may have, in the words of the flow's reference. */
type Told = { about: string; outcomes: Record<string, string> };

const TOLD = {
  reserve: {
    about: 'Books `party_size` seats in `mode`, or changes the booking she has.',
    outcomes: {
      booked: 'the seats are hers',
      changed: 'the booking she had is now as she wishes',
      kept: 'more than fit, and she keeps the seats she had',
      waitlisted: 'it is full, and she waits for a seat',
      closed: 'too late, or the workshop is off',
      too_many: 'more than one family may book',
    },
  },
  decline: {
    about: 'Gives her seats back, or records that the family does not come.',
    outcomes: {
      declined: 'she had not said yes before',
      cancelled: 'she had, and her seats are free again',
      closed: 'too late, or the workshop is off',
    },
  },
  maybe: {
    about: 'Records a maybe; seats she had are free again.',
    outcomes: { recorded: 'it is noted', closed: 'too late, or the workshop is off' },
  },
  set_mode: {
    about: 'Changes from in person to Zoom, or back.',
    outcomes: {
      changed: 'she is booked that way',
      full: 'no seat is left that way, or it is not offered',
      closed: 'too late, or the workshop is off',
    },
  },
  set_childcare: {
    about: 'Records the children who need care (`childcare`, 0 for none).',
    outcomes: {
      recorded: 'it is noted',
      full: 'no place is left for them, or she takes part from home',
      closed: 'she is not booked, or it is too late',
    },
  },
  accept_offer: {
    about: 'Takes the seats that were offered and held.',
    outcomes: { booked: 'the seats are hers', gone: 'the offer is over' },
  },
  decline_offer: {
    about: 'Gives the offered seats on; she leaves the waitlist.',
    outcomes: { declined: 'it is noted', gone: 'the offer was over' },
  },
  give_consent: {
    about: 'Writes in the consent ledger, in her own words, that we may write to her.',
    outcomes: { granted: 'it is written' },
  },
  opt_out: {
    about: 'Writes in the consent ledger that everything stops.',
    outcomes: { opted_out: 'it is written' },
  },
  resume: {
    about: 'What rested because of an unsure opt-out goes on.',
    outcomes: { resumed: 'it goes on' },
  },
  record_answer: {
    about: "Keeps the answer to a survey's question; without an answer nothing is kept.",
    outcomes: { recorded: 'it is kept, or there was none' },
  },
  subscribe: {
    about: 'Puts her on the list of those who want to hear of a topic.',
    outcomes: { subscribed: 'she is on it' },
  },
  unsubscribe: {
    about: 'Takes her off that list; what else she gets goes on.',
    outcomes: { unsubscribed: 'she is off it' },
  },
  answer_for: {
    about:
      'Takes an earlier message of hers (`message`) as the answer to the question she chose (`event`).',
    outcomes: {
      answered: 'it was taken as that answer',
      gone: 'that question is answered or over since',
    },
  },
  answer_events: {
    about:
      'Takes her answer about several workshops (`chosen`): those she refuses are declined, and the conversation about each of the others goes on, one after another; then she is told of the next.',
    outcomes: {
      answered: 'what she chose goes on by itself',
      refused: 'she comes to none of them',
      several: 'she chose more than one, and has not said how many come (`party_size`)',
    },
  },
  request_call: {
    about: 'Puts her on the list of those to be called, and tells her so.',
    outcomes: { requested: 'she is on it' },
  },
} as const satisfies Record<string, Told>;

export type HostStep = keyof typeof TOLD;

type Outcomes<S extends HostStep> = Extract<keyof (typeof TOLD)[S]['outcomes'], string>[];

/** The host steps, with the outcomes each may have. A flow must say where every one of them goes. */
export const HOST_STEPS = Object.fromEntries(
  Object.entries(TOLD).map(([step, { outcomes }]) => [step, Object.keys(outcomes)]),
) as { [S in HostStep]: Outcomes<S> };

/** What a step does, and what each of its outcomes means. */
export function hostStepTold(step: HostStep): Told {
  return TOLD[step];
}

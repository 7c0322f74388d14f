import type { UnderstandingContext } from '#understanding';

const nothingAsked: UnderstandingContext = {
  expects: null,
  options: [],
  confirmed: false,
  optedOut: false,
};
const confirmed = { ...nothingAsked, confirmed: true };

/** What each named moment says to `understand`, but for the options that stand in its brackets. */
const MOMENTS: Record<string, UnderstandingContext> = {
  rsvp_reminder: { ...nothingAsked, expects: 'attendance' },
  university_day_rsvp: { ...nothingAsked, expects: 'attendance' },
  rsvp_reminder_already_confirmed: confirmed,
  rsvp_day_of_reminder: confirmed,
  broadcast_info: nothingAsked,
  unsolicited: nothingAsked,
  rsvp_headcount: { ...nothingAsked, expects: 'party_size' },
  rsvp_childcare: { ...nothingAsked, expects: 'childcare' },
  waitlist_spot_offer: { ...nothingAsked, expects: 'seat_offer' },
  consent_request: { ...nothingAsked, expects: 'consent' },
  opted_out_state: { ...nothingAsked, optedOut: true },
  language_question: { ...nothingAsked, expects: 'language' },
  survey_topics: { ...nothingAsked, expects: 'choices' },
  survey_time: { ...nothingAsked, expects: 'choices' },
  survey_open: { ...nothingAsked, expects: 'open' },
  after_event_feedback: { ...nothingAsked, expects: 'rating' },
  conference_slot_offer: { ...nothingAsked, expects: 'slot' },
};

/**
 * A moment written as text, as in the labelled replies (`rsvp_reminder[1=yes,2=no]`) → what `understand`
 * is told of it. Running conversations say the same from their open question.
 * @throws RangeError for a moment that is not in the table
 */
export function contextOfText(text: string): UnderstandingContext {
  const [, name = '', options = ''] = /^([^[]*)(?:\[(.*)\])?$/.exec(text) ?? [];
  const moment = MOMENTS[name];
  if (moment) return { ...moment, options: optionsOf(options) };
  throw new RangeError(`no context "${text}": write one of ${Object.keys(MOMENTS).join(', ')}`);
}

/** `multi:1=yes,2=no` → yes, no; `SI/YES|NO` → yes, no; a question in words has no options. */
function optionsOf(text: string): string[] {
  if (text === 'SI/YES|NO') return ['yes', 'no'];
  return [...text.matchAll(/\d+=([^,]+)/g)].map(([, option]) => option!);
}

/** The intents, in the order in which those of a message are listed, whatever the order of the rules. */
export const INTENTS = [
  'opt_out',
  'opt_in',
  'wrong_number',
  'cancel',
  'no',
  'maybe',
  'yes',
  'party_size',
  'question',
  'late',
  'childcare',
  'language_switch',
  'help',
  'thanks',
  'other',
] as const;

/** What a message means, in the labels of `domain.md` §5; several at once. */
export type Intent = (typeof INTENTS)[number];

/**
 * What was understood of one message. `facts` carries values as text (`party_size` → `3`, `topic` →
 * `childcare`, `need` → `yes`, `mode` → `zoom`); `confirmNeeded` says to ask back before acting.
 */
export type Understood = {
  intents: Intent[];
  facts: Record<string, string>;
  /** `es`, `en`, `mix`, another folder's name, or `und` for digits and emoji. */
  language: string;
  certainty: 'sure' | 'soft';
  confirmNeeded: boolean;
};

/** The kinds of answer a question may expect. */
export type Expectation =
  | 'attendance'
  | 'party_size'
  /** Whether we should stop writing: a yes is an opt-out. */
  | 'yes_no'
  | 'mode'
  | 'childcare'
  | 'consent'
  | 'seat_offer'
  | 'language';

/** The kinds of answer that only surveys and conferences ask for. */
export type SurveyExpectation =
  /** One or several of the options; they come as `answer`, by number. */
  | 'choices'
  /** One of several clock times, the options (`3:30pm`); they come as `slot`, by number. */
  | 'slot'
  /** A number from 1 to 5. */
  | 'rating'
  /** What the family needs, in its own words. */
  | 'open';

/**
 * What is known of the moment a message arrives in: the open question's expectation (null: none is open),
 * its numbered options' meanings in order (`1` is the first), and how the family stands with the workshop.
 */
export type UnderstandingContext = {
  expects: Expectation | SurveyExpectation | null;
  options: string[];
  confirmed: boolean;
  optedOut: boolean;
};

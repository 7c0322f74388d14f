/**
 * What an error of Twilio's asks of us, whether it answers a create or comes in a receipt.
 *
 * - `suppress`: she has said stop to Twilio, or must not be written to; `suppress_whatsapp`: there only.
 * - `number_dead`, `whatsapp_dead`: no text reaches this number, or no WhatsApp; `pair_dead`: none of this sender.
 * - `retry` with backoff; `queue_full`: the sender rests, then again; `retry_once` an hour later;
 *   `next_hours` at the next opening; `day_reset` after 00:00 in Los Angeles, when carriers count anew.
 * - `unknown_outcome`: it may have been taken all the same, and is looked up.
 * - `template`: a WhatsApp template, else SMS; `other_channel`: SMS; `template_dead`: the same, and tell staff;
 *   `without_media`: the words alone.
 * - `stop_sender`: settings or registration are wrong: nobody's text is used up, staff are told.
 * - `tell_operator`: this text fails, and staff are told; `drop`: it fails, as it should; `refused`: it fails.
 */
export type ErrorAction =
  | 'suppress'
  | 'suppress_whatsapp'
  | 'number_dead'
  | 'whatsapp_dead'
  | 'pair_dead'
  | 'retry'
  | 'queue_full'
  | 'retry_once'
  | 'next_hours'
  | 'day_reset'
  | 'unknown_outcome'
  | 'template'
  | 'other_channel'
  | 'template_dead'
  | 'without_media'
  | 'stop_sender'
  | 'tell_operator'
  | 'drop'
  | 'refused';

/**
 * Codes by action, from Twilio's error dictionary (twilio.com/docs/api/errors) with the actions of
 * `test/data/twilio-error-actions.tsv`. Of 63032, 63049 and 63016 the text may go another way; of 14107,
 * 11200, 12100 and 12300, which Twilio's debugger tells of our own answers, staff are told.
 */
const CODES: Record<Exclude<ErrorAction, 'refused'>, string> = {
  suppress: '21610 30640',
  suppress_whatsapp: '63014 63033',
  number_dead: '21211 21614 30004 30005 30006',
  whatsapp_dead: '63003 63024',
  pair_dead: '21612',
  retry: '20429 30017 30022 63010 63012 63018',
  queue_full: '21611 30001',
  retry_once: '30003 30008 30410',
  next_hours: '30610',
  day_reset: '30023 30027 63038',
  unknown_outcome: '20500 20503',
  template: '63016',
  other_channel: '63032 63049',
  template_dead: '21655 21656 63027 63028 63041 63042',
  without_media: '30019',
  stop_sender:
    '20003 21212 21606 21609 21703 21704 21705 30002 30032 30034 30035 63007 63020 63051',
  tell_operator:
    '20404 21408 21602 21603 21604 21608 21617 21620 14107 30007 30010 30450 35114 35118 63005 63013 ' +
    '63015 63019 63062 11200 12100 12300',
  drop: '30036',
};

const ACTION_OF = new Map(
  Object.entries(CODES).flatMap(([action, codes]) =>
    codes.split(' ').map((code) => [code, action as ErrorAction] as const),
  ),
);

/** What a code of Twilio's asks of us; a code that is not known yet fails its text and nothing else. */
export function actionOfError(code: string): ErrorAction {
  return ACTION_OF.get(code) ?? 'refused';
}

/** Whether an error says something of one family's number or wish, and nothing of what was sent. */
export function isErrorOfHers(code: string): boolean {
  const action = actionOfError(code);
  return /^(suppress|number_dead|whatsapp_dead|pair_dead)/.test(action);
}

/** What to do about an error of Twilio's. */
export type ErrorClass =
  | 'opted_out'
  | 'number_dead'
  | 'retry'
  | 'retry_once'
  | 'unknown_outcome'
  | 'operator'
  | 'refused';

/** By code, from Twilio's error dictionary (twilio.com/docs/api/errors); a code not listed is `refused`. */
const CLASS_OF: Record<string, ErrorClass> = {
  '21610': 'opted_out',
  '21211': 'number_dead',
  '21614': 'number_dead',
  '30004': 'number_dead',
  '30005': 'number_dead',
  '30006': 'number_dead',
  '20429': 'retry',
  '30001': 'retry',
  '30017': 'retry',
  '30022': 'retry',
  '63018': 'retry',
  '63010': 'retry',
  '63012': 'retry',
  '30003': 'retry_once',
  '30008': 'retry_once',
  '30410': 'retry_once',
  '20500': 'unknown_outcome',
  '20503': 'unknown_outcome',
  '20003': 'operator',
  '21212': 'operator',
  '21408': 'operator',
  '21606': 'operator',
  '21608': 'operator',
  '21703': 'operator',
  '21704': 'operator',
  '21705': 'operator',
  '30002': 'operator',
  '30032': 'operator',
  '30034': 'operator',
  '30035': 'operator',
  '63007': 'operator',
};

/** What a code of Twilio's asks of us. */
export function classOfError(code: string): ErrorClass {
  return CLASS_OF[code] ?? 'refused';
}

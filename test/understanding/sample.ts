import { readFileSync } from 'node:fs';
import type { UnderstandingContext } from '#understanding';
import { contextOfText } from '../../scripts/understand/context-of-text.ts';

/** One labelled reply of `test/data/replies-sample.tsv`. */
export type Reply = {
  text: string;
  language: string;
  intents: string;
  value: string;
  context: string;
};

/** The labelled replies, in the file's order. */
export function readSample(): Reply[] {
  const file = new URL('../data/replies-sample.tsv', import.meta.url);
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [text = '', language = '', intent = '', value = '', context = ''] = row.split('\t');
    return {
      text,
      language,
      intents: intent.split('+').sort().join('+'),
      value,
      context: context.split('[')[0]!,
    };
  });
}

/** The moments of the sample that conversations know, as they describe them to `understand`. */
export const CONTEXTS: Record<string, UnderstandingContext> = Object.fromEntries(
  [
    'rsvp_reminder[1=yes,2=no,3=maybe]',
    'rsvp_reminder_already_confirmed',
    'rsvp_headcount',
    'rsvp_childcare',
    'rsvp_day_of_reminder',
    'waitlist_spot_offer[SI/YES|NO]',
    'consent_request[SI/YES|NO]',
    'broadcast_info',
    'unsolicited',
    'opted_out_state',
    'language_question[1=es,2=en,3=hmn]',
  ].map((text) => [text.split('[')[0]!, contextOfText(text)]),
);

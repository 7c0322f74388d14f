import { readFileSync } from 'node:fs';
import type { UnderstandingContext } from '#understanding';

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

const base: UnderstandingContext = {
  expects: null,
  options: [],
  confirmed: false,
  optedOut: false,
};

/** The moments of the sample, as a conversation would describe them to `understand`. */
export const CONTEXTS: Record<string, UnderstandingContext> = {
  rsvp_reminder: { ...base, expects: 'attendance', options: ['yes', 'no', 'maybe'] },
  rsvp_reminder_already_confirmed: { ...base, confirmed: true },
  rsvp_headcount: { ...base, expects: 'party_size' },
  rsvp_childcare: { ...base, expects: 'childcare' },
  rsvp_day_of_reminder: { ...base, confirmed: true },
  waitlist_spot_offer: { ...base, expects: 'seat_offer', options: ['yes', 'no'] },
  consent_request: { ...base, expects: 'consent', options: ['yes', 'no'] },
  broadcast_info: base,
  unsolicited: base,
  opted_out_state: { ...base, optedOut: true },
  language_question: { ...base, expects: 'language', options: ['es', 'en', 'hmn'] },
};

import { describe, expect, it } from 'vitest';
import { understand } from '#understanding';
import { contextOfText } from '../../scripts/understand/context-of-text.ts';
import { labelOf } from '../../scripts/understand/label-of.ts';
import { shippedLexicon } from '../../scripts/understand/shipped-lexicon.ts';

const lexicon = shippedLexicon();
const answer = (text: string, context: string) =>
  labelOf(understand(text, contextOfText(context), lexicon));

describe('the command answers', () => {
  it('in the words of the labelled replies', () => {
    expect(answer('si vamos 3', 'rsvp_reminder[1=yes,2=no,3=maybe]')).toEqual({
      intent: 'yes+party_size',
      value: 'party_size=3',
      language: 'es',
      confirm_needed: false,
    });
  });
  it('with an empty value where there is no fact', () => {
    expect(answer('claro', 'rsvp_reminder[1=yes,2=no,3=maybe]').value).toBe('');
  });
  it.each([
    ['menos la 2 todas', 'survey_topics[multi:1=a,2=b,3=c]', 'answer=1,3'],
    ['en la tarde', 'survey_time[1=weekday_am,2=weekday_pm]', 'answer=2'],
    ['a las tres y media', 'conference_slot_offer[1=3:30pm,2=4:00pm]', 'slot=1'],
    ['le doy un cuatro', 'after_event_feedback[rate_1_to_5]', 'rating=4'],
    ['comida y la renta', 'survey_open[what_does_your_family_need?]', 'need=food,housing'],
    ['los dos', 'language_question[1=es,2=en,3=hmn]', 'lang=both'],
    ['llego como a las 10 y cuarto', 'rsvp_day_of_reminder[no_question]', 'arrive=10:15'],
    ['tsum', 'broadcast_info[no_question]', ''],
  ])('%s, to %s: %s', (text, context, value) => {
    expect(answer(text, context).value.split(';')).toContain(value);
  });
  it('refuses a moment it does not know, and names those it knows', () => {
    expect(() => contextOfText('breakfast')).toThrow(/write one of rsvp_reminder/);
  });
});

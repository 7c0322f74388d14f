import { expect, test } from 'vitest';
import { understand } from '#understanding';
import { contextOfText } from '../../scripts/understand/context-of-text.ts';
import { shippedLexicon } from './lexicon.ts';

const lexicon = shippedLexicon();

const TOPICS =
  'survey_topics[multi:1=report_cards,2=college_finaid,3=english_classes,4=homework_help,5=health]';
const TIME = 'survey_time[1=weekday_am,2=weekday_pm,3=saturday_am,4=virtual]';
const SLOTS = 'conference_slot_offer[1=3:30pm,2=4:00pm,3=5:30pm]';
const LANGUAGE = 'language_question[1=es,2=en,3=hmn]';
const REMINDER = 'rsvp_reminder[1=yes,2=no,3=maybe]';

test.each([
  // What stands beside an answer, in a clause of its own.
  ['la 4, van a dar comida?', TOPICS, { answer: '4', topic: 'food' }],
  ['4 but is there parking', 'after_event_feedback', { rating: '4', topic: 'parking' }],
  ['2 y mándenme todo en español', TIME, { answer: '2', lang: 'es' }],
  ['tres, ¿hay estacionamiento?', 'rsvp_headcount', { party_size: '3', topic: 'parking' }],
  ['cuidan niños y dan de cenar?', REMINDER, { ask: 'yes', topic: 'food' }],
  // What is refused beside what is not.
  ['los sábados no, mejor por zoom', TIME, { answer: '4' }],
  ['sábado en la mañanita', TIME, { answer: '3' }],
  ['de la dos a la cuatro', TOPICS, { answer: '2,3,4' }],
  ['1y4', TOPICS, { answer: '1,4' }],
  ['quite la de las 4, póngame la de 3:30', SLOTS, { slot: '1' }],
  ['la de 5:30, vamos los dos', SLOTS, { slot: '3', party_size: '2' }],
  ['the 330 please', SLOTS, { slot: '1' }],
  ['inglés no, español', LANGUAGE, { lang: 'es' }],
  ['me llega en inglés, lo quiero en español', 'broadcast_info', { lang: 'es' }],
  // Who is counted, and how old they are.
  ['ocho, es que vienen mis primas', 'rsvp_headcount', { party_size: '8' }],
  ['mi niña de 5 meses, mi esposo y yo', 'rsvp_headcount', { party_size: '3', child_ages: '5m' }],
  ['tengo dos, una de 4 y otro de 9', 'rsvp_childcare', { children: '2', child_ages: '4,9' }],
  ['sí, son tres: 2, 5 y un bebé de 8 meses', 'rsvp_childcare', { child_ages: '8m,2,5' }],
  ['vamos 3, yo y mis dos niñas', REMINDER, { party_size: '3', children: '2' }],
  ['llego a las 10 y veinte', REMINDER, { arrive: '10:20' }],
  // An hour before its verb.
  ['sí voy pero a las once me tengo que ir', REMINDER, { leave: '11:00' }],
])('%s', (text, context, facts) => {
  expect(understand(text, contextOfText(context), lexicon).facts).toMatchObject(facts);
});

test('who minds the hour of our texts, because of her child, reports no absence', () => {
  const text = 'no manden tan temprano, despiertan al niño';
  const { facts } = understand(text, contextOfText('broadcast_info[no_question]'), lexicon);
  expect(facts).toMatchObject({ quiet_hours: 'yes' });
  expect(facts.topic).toBeUndefined();
});

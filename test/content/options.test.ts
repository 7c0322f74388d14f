import { expect, test } from 'vitest';
import { buttonTitles, checkContent, optionKeys, optionsText } from '#content';
import { contentWith, jsonOf } from '../support/content-with.ts';

test('options are numbered on SMS, a line each', () => {
  expect(optionsText(['Sí', 'No', 'Tal vez'])).toBe('1) Sí\n2) No\n3) Tal vez');
  expect(optionsText([])).toBe('');
});

test('up to three short and different words are buttons on WhatsApp', () => {
  expect(buttonTitles(['Sí', 'No', 'Tal vez'])).toEqual(['Sí', 'No', 'Tal vez']);
  expect(buttonTitles(['Entre semana, tarde.'])).toEqual(['Entre semana, tarde.']);
  expect(buttonTitles(['Entre semana, la tarde'])).toBeNull();
  expect(buttonTitles(['a', 'b', 'c', 'd'])).toBeNull();
  expect(buttonTitles(['Sí', 'Sí'])).toBeNull();
  expect(buttonTitles([])).toBeNull();
});

test('an option that is a time is written as her language writes days and times', () => {
  const { moment } = contentWith({});
  const timeZone = 'America/Los_Angeles';
  const write = (language: string, at: string) => moment({ language, at, timeZone });
  expect(write('es', 'sat 10:00')).toBe('sábado, 10:00 a. m.');
  expect(write('en', 'wed 17:30')).toBe('Wednesday, 5:30 p.m.');
  expect(write('hmn', 'sun 09:05')).toBe('Sunday, 9:05 a.m.');
  expect(write('so', '2026-12-05T18:00:00Z')).toBe('sábado 5 de diciembre, 10:00 a. m.');
  expect(write('en', '2026-12-06T07:30:00Z')).toBe('Saturday, December 5, 11:30 p.m.');
});

test('the key of an option’s words is the question’s and the option’s', () => {
  const keys = optionKeys(contentWith({}).flow('rsvp')).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['invite_options.yes', 'mode_options.zoom']));
  expect(keys.filter((key) => key === 'attend_options.maybe')).toHaveLength(1);
});

test('a question may name its options, in one language or in all', () => {
  const mode_options = { in_person: 'En persona', zoom: 'Zoom' };
  const spanish = { ...jsonOf('locales/es/rsvp.json'), mode_options };
  expect(checkContent(contentWith({ 'locales/es/rsvp.json': spanish }))).toEqual([]);
});

test('options that are listed below a question count for its length', () => {
  const survey = jsonOf('locales/es/needs_survey.json');
  const words = Object.keys(survey.topics_options).map((name) => [
    name,
    'Leer y escribir con sus niños cada noche en casa',
  ]);
  const changed = { ...survey, topics_options: Object.fromEntries(words) };
  const [first] = checkContent(contentWith({ 'locales/es/needs_survey.json': changed }));
  expect(first?.path).toMatch(/^topics/);
  expect(first?.cure).toContain('and may take');
});

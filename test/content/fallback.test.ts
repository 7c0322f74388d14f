import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkContent, contentWarnings } from '#content';
import { contentWith, jsonOf } from '../support/content-with.ts';

const startsAt = new Date('2026-12-05T18:00:00Z');
const request = {
  language: 'hmn',
  namespace: 'rsvp',
  values: { startsAt, place: 'Roosevelt', organisation: 'Parent College' },
  timeZone: 'America/Los_Angeles',
};

/** The project's content, where Hmong has these texts of the RSVP and no others. */
function withHmong(texts: object) {
  return contentWith({ 'locales/hmn/rsvp.json': texts });
}

test('a text her language lacks is said in the programme’s language, else in Spanish', () => {
  const content = withHmong({ welcome: 'Tsis ua li cas.' });
  const say = (key: string, programme?: string) => content.render({ ...request, key, programme });
  expect(say('welcome', 'en')).toBe('Tsis ua li cas.');
  expect(say('sorry', 'en')).toBe(
    'Thank you for letting us know. We hope to see you at another workshop.',
  );
  expect(say('sorry')).toBe('Gracias por avisarnos. Le esperamos en otro taller.');
  expect(say('sorry', 'so')).toBe(say('sorry'));
});

test('a flow may say in which language its words are found at last', () => {
  const yaml = readFileSync('flows/rsvp.yaml', 'utf8');
  const content = contentWith({
    'flows/rsvp.yaml': yaml.replace('start: invite', 'language: en\nstart: invite'),
    'locales/hmn/rsvp.json': {},
  });
  const say = (more: object) => content.render({ ...request, key: 'welcome', ...more });
  expect(say({})).toBe('You are welcome.');
  expect(say({ programme: 'es' })).toBe('De nada.');
});

test('dates are written in the language of the words around them, not in hers', () => {
  const content = withHmong({ mode_here: 'Peb tos koj ntawm {{place}}.' });
  expect(content.render({ ...request, key: 'attend' })).toContain('el sábado 5 de diciembre');
});

test('a plural form that is missing is looked for in the next language by its own numbers', () => {
  const content = withHmong({});
  const booked = (count: number) =>
    content.render({ ...request, key: 'booked_zoom', values: { ...request.values, count } });
  expect(booked(1)).toContain('1 lugar por Zoom');
  expect(booked(3)).toContain('3 lugares por Zoom');
});

test('which language spoke after all is told', () => {
  const content = withHmong({ welcome: 'Tsis ua li cas.' });
  const languageOf = (key: string) =>
    content.usable({ ...request, key }, { live: false })?.language;
  expect(languageOf('welcome')).toBe('hmn');
  expect(languageOf('sorry')).toBe('es');
});

test('a folder that is not whole is a warning and no fault', () => {
  const content = withHmong({ welcome: 'Tsis ua li cas.' });
  expect(checkContent(content)).toEqual([]);
  const warning = contentWarnings(content).find((line) =>
    /^locales\/hmn: \d+ texts are missing/.test(line),
  );
  expect(warning).toContain('and go out in es');
});

test('Spanish and English must be whole', () => {
  const english = jsonOf('locales/en/rsvp.json');
  const content = contentWith({ 'locales/en/rsvp.json': { ...english, welcome: undefined } });
  expect(checkContent(content).map(({ message }) => message)).toEqual([
    'locales/en/rsvp.json:1 at welcome: flows/rsvp.yaml nodes.welcome.text says it: add this text',
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '#content';
import { ContentError } from '#domain';

const content = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
const LOS_ANGELES = 'America/Los_Angeles';
const values = {
  organisation: 'Parent College',
  title: 'Leer en familia',
  place: 'Roosevelt High School',
  site: 'Roosevelt',
  startsAt: new Date('2026-12-05T18:00:00Z'),
};

function render(key: string, more: object = {}, language = 'es', timeZone = LOS_ANGELES): string {
  const given = { ...values, ...more };
  return content.render({ language, namespace: 'rsvp', key, values: given, timeZone });
}

test('a Saturday in December is written as each language writes it', () => {
  expect(render('attend')).toBe('¿Va a ir el sábado 5 de diciembre? 1 Sí, 2 No, 3 Tal vez');
  expect(render('attend', {}, 'en')).toBe(
    'Will you come on Saturday, December 5? 1 Yes, 2 No, 3 Maybe',
  );
});

test('times are those of the site, before noon and after it', () => {
  const time = (timeZone: string, language: string) =>
    render('booked_zoom', { count: 2 }, language, timeZone).split(', ').at(-1);
  expect(time(LOS_ANGELES, 'es')).toBe('10:00 a. m.');
  expect(time(LOS_ANGELES, 'en')).toBe('10:00 a.m.');
  expect(time('America/New_York', 'es')).toBe('1:00 p. m.');
  expect(time('America/Chicago', 'en')).toBe('12:00 p.m.');
  expect(time('Pacific/Kiritimati', 'en')).toBe('8:00 a.m.');
});

test('the day is the one on the site clock, across midnight and a change of summer time', () => {
  const at = (startsAt: string) => render('attend', { startsAt });
  expect(at('2026-12-06T07:30:00Z')).toContain('sábado 5 de diciembre');
  expect(at('2026-11-01T08:59:00Z')).toContain('domingo 1 de noviembre');
  expect(at('2027-03-14T07:30:00Z')).toContain('sábado 13 de marzo');
});

test('dates are taken as Date and as ISO text alike', () => {
  expect(render('attend', { startsAt: '2026-12-05T18:00:00Z' })).toBe(render('attend'));
});

test('plural forms follow the count', () => {
  expect(render('booked', { count: 1 })).toContain('1 lugar:');
  expect(render('booked', { count: 3 })).toContain('3 lugares:');
  expect(render('booked', { count: 1 }, 'en')).toContain('1 seat:');
  expect(render('booked', { count: 3 }, 'en')).toContain('3 seats:');
});

test('no space is one that would cost a segment', () => {
  for (const language of content.languages) {
    expect(render('booked', { count: 3 }, language)).not.toMatch(/[\u00a0\u202f]/);
  }
});

test('a value is put in as it is, whatever it looks like', () => {
  const strange = '{{organisation}} $t(attend) {{- title}} <b>&amp;</b> $1 \\u0041';
  expect(render('mode_here', { place: strange })).toBe(`Gracias. Le esperamos en ${strange}.`);
  const text = render('invite', { title: '$t(attend, {"x": "', site: '"})' });
  expect(text).toContain('$t(attend, {"x": "');
  expect(text).toContain('"})');
});

test('no value is ever interpolated again', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '$t(',
    ')',
    'attend',
    'place',
    '"',
    '{',
    '$&',
    ' ',
    'á',
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (place) => {
      expect(render('mode_here', { place })).toBe(`Gracias. Le esperamos en ${place}.`);
    }),
  );
});

test('a language without words of ours is answered in Spanish, a regional one in its base', () => {
  expect(render('welcome', {}, 'so')).toBe('De nada.');
  expect(render('attend', {}, 'so')).toBe(render('attend'));
  expect(render('welcome', {}, 'en-US')).toBe('You are welcome.');
});

test('a key there is not, or a value not given, is a ContentError and never sent', () => {
  expect(() => render('never_written')).toThrow(ContentError);
  expect(() => render('mode_here', { place: undefined })).toThrow(ContentError);
  expect(() => render('attend', { startsAt: undefined })).toThrow(ContentError);
});

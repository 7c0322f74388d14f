import { expect, test } from 'vitest';
import { checkContent, contentWarnings, fingerprints } from '#content';
import { contentWith, jsonOf } from '../support/content-with.ts';

const plain = contentWith({});
const at = '2026-09-12T17:00:00.000Z';

/** A language's review as it is written when somebody has read the texts as they stand. */
function reviewOf(language: string) {
  return { by: 'Ana Ruiz', at, texts: fingerprints(plain.texts[language]!) };
}

const es = { 'locales/es/review.json': reviewOf('es') };
const request = {
  language: 'hmn',
  namespace: 'rsvp',
  key: 'welcome',
  values: { organisation: 'Parent College', help: '' },
  timeZone: 'UTC',
};
const live = { live: true };

test('nobody is said to have read the languages of the project', () => {
  expect(plain.reviews).toEqual({});
  expect(plain.isReviewed('es', 'rsvp', 'welcome')).toBe(false);
});

test('an unread language works on loopback, and never goes out for real', () => {
  expect(plain.usable(request, { live: false })?.text).toBe('Tsis ua li cas.');
  expect(plain.usable(request, live)).toBeNull();
  expect(plain.usable({ ...request, language: 'es' }, live)).toBeNull();
});

test('the fallback’s text goes out where it was read, in the place of one that was not', () => {
  const content = contentWith(es);
  expect(content.usable(request, live)).toEqual({
    text: 'De nada.',
    language: 'es',
    key: 'welcome',
  });
  expect(content.usable({ ...request, language: 'en' }, live)?.language).toBe('es');
});

test('a language that was read goes out as it is', () => {
  const content = contentWith({ ...es, 'locales/hmn/review.json': reviewOf('hmn') });
  expect(content.usable(request, live)?.text).toBe('Tsis ua li cas.');
  expect(contentWarnings(content).filter((line) => /hmn.*Twilio/.test(line))).toEqual([]);
});

test('a text edited since is unread again, and no other is', () => {
  const rsvp = { ...jsonOf('locales/es/rsvp.json'), welcome: 'Por nada.' };
  const content = contentWith({ ...es, 'locales/es/rsvp.json': rsvp });
  expect(content.isReviewed('es', 'rsvp', 'welcome')).toBe(false);
  expect(content.isReviewed('es', 'rsvp', 'sorry')).toBe(true);
  expect(content.usable(request, live)).toBeNull();
  const count = Object.keys(reviewOf('es').texts).length;
  expect(contentWarnings(content).join()).toContain(
    `1 of ${count} texts was changed since Ana Ruiz read them`,
  );
});

test('texts that write dates are unread again when the way of writing dates changes', () => {
  const settings = jsonOf('locales/es/language.json');
  const formats = { ...settings.formats, am: 'AM' };
  const content = contentWith({ ...es, 'locales/es/language.json': { ...settings, formats } });
  expect(content.isReviewed('es', 'rsvp', 'attend')).toBe(false);
  expect(content.isReviewed('es', 'rsvp', 'welcome')).toBe(true);
});

test('each plural form is read by itself', () => {
  const rsvp = jsonOf('locales/es/rsvp.json');
  const kept = { ...rsvp, kept_one: 'Ya no hay lugares para más. El suyo sigue apartado.' };
  const content = contentWith({ ...es, 'locales/es/rsvp.json': kept });
  const say = (count: number) =>
    content.usable({ ...request, language: 'es', key: 'kept', values: { count } }, live);
  expect(say(1)).toBeNull();
  expect(say(3)?.text).toContain('Sus 3 lugares');
});

test('STOP’s and HELP’s texts go out whoever has read them, and others of the rooms do not', () => {
  const common = (key: string) =>
    plain.usable({ ...request, namespace: 'common', key }, live)?.text;
  expect(common('opt_out_confirmation')).toContain('yuav tsis xa ntawv rau koj ntxiv lawm');
  expect(common('help')).toContain('STOP/ALTO');
  expect(common('help_default')).toContain('Peb xa ntawv');
  expect(common('handed_off')).toBeUndefined();
  const read = contentWith(es);
  expect(
    read.usable({ ...request, namespace: 'common', key: 'opt_out_confirmation' }, live)?.language,
  ).toBe('es');
});

test('a text that no language has is a fault, and not one that nobody has read', () => {
  expect(() => plain.usable({ ...request, key: 'never_written' }, live)).toThrow(
    'this text is missing',
  );
});

test('a review is no file of texts', () => {
  expect(checkContent(contentWith(es))).toEqual([]);
  expect(contentWith(es).reviews.es?.by).toBe('Ana Ruiz');
});

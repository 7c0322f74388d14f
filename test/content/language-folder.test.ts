import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Content, contentWarnings, loadContent } from '#content';

const folder = mkdtempSync(join(tmpdir(), 'puente-language-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const startsAt = new Date('2026-12-05T18:00:00Z');
const values = {
  startsAt,
  place: 'Roosevelt',
  title: 'Leer',
  site: 'Roosevelt',
  organisation: 'PC',
};
const timeZone = 'America/Los_Angeles';

/** The project's flows and words with one more folder beside the others, and nothing else. */
function withFolder(language: string, files: Record<string, object>): Content {
  const localesDir = join(folder, language);
  cpSync('locales', localesDir, { recursive: true });
  mkdirSync(join(localesDir, language));
  for (const [name, words] of Object.entries(files))
    writeFileSync(join(localesDir, language, `${name}.json`), JSON.stringify(words, null, 2));
  return loadContent({ flowsDir: 'flows', localesDir });
}

const formats = {
  longDate: '{{weekday}} {{month}}-{{day}}',
  shortDate: '{{shortWeekday}} {{day}}',
  time: '{{hour}}.{{minute}}{{period}}',
  am: 'am',
  pm: 'pm',
};
const samples = { title: 'A', place: 'B', site: 'C' };

test('an invented fourth language is one folder: its words, dates and plurals are used', () => {
  const content = withFolder('qaa', {
    language: {
      locale: 'en-US',
      plurals: 'pl',
      names: {
        weekdays: ['un', 'du', 'tri', 'kvar', 'kvin', 'ses', 'sep'],
        months: ['ja', 'fe', 'ma', 'ap', 'my', 'jn', 'jl', 'au', 'se', 'ok', 'no', 'de'],
      },
      formats,
      samples,
    },
    rsvp: {
      attend: 'Ver {{startsAt, longDate}}?',
      kept_one: 'kep un',
      kept_few: 'kep {{count}} fu',
      kept_many: 'kep {{count}} ma',
    },
  });
  const say = (key: string, count?: number) =>
    content.render({
      language: 'qaa',
      namespace: 'rsvp',
      key,
      values: { ...values, count },
      timeZone,
    });
  expect(content.languages).toEqual(['en', 'es', 'hmn', 'qaa']);
  expect(say('attend')).toBe('Ver sep de-5?');
  expect([1, 3, 7].map((count) => say('kept', count))).toEqual(['kep un', 'kep 3 fu', 'kep 7 ma']);
  expect(say('welcome')).toBe('De nada.');
  expect(contentWarnings(content).join('\n')).toMatch(/locales\/qaa: \d+ texts are missing/);
});

test('a language that machines know needs no names of days', () => {
  const content = withFolder('vi', {
    language: { locale: 'vi', formats, samples },
    rsvp: { attend: 'Den {{startsAt, longDate}}?' },
  });
  const request = { language: 'vi-US', namespace: 'rsvp', key: 'attend', values, timeZone };
  expect(content.render(request)).toBe('Den Thứ Bảy tháng 12-5?');
});

test('Hmong is such a folder: a Saturday, a time and a number of people', () => {
  const content = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
  const say = (key: string, count?: number) =>
    content.render({
      language: 'hmn',
      namespace: 'rsvp',
      key,
      values: { ...values, count },
      timeZone,
    });
  expect(say('attend')).toBe(
    'Koj puas tuaj hnub Saturday tim 5 lub Kaum Ob Hlis? 1 Tuaj, 2 Tsis tuaj, 3 Tej zaum',
  );
  expect(say('booked_zoom', 1)).toBe(
    'Tau lawm, peb tseg 1 lub chaw hauv Zoom: hnub Saturday tim 5 lub Kaum Ob Hlis, 10:00 a.m.',
  );
});

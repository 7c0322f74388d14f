import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type ContentDirs, loadContent } from '#content';
import { translate } from '../../scripts/translate/translate.ts';

const folder = mkdtempSync(join(tmpdir(), 'puente-translate-'));
const file = join(folder, 'texts.csv');
const now = new Date('2026-09-12T17:00:00Z');
let dirs: ContentDirs;
let turn = 0;

beforeEach(() => {
  turn += 1;
  dirs = { flowsDir: 'flows', localesDir: join(folder, String(turn)) };
  cpSync('locales', dirs.localesDir, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => translate(args, dirs, now);

type Row = Record<string, string>;

function exported(language: string, ...more: string[]): Row[] {
  expect(run('export', language, file, ...more)).toEqual({ told: `Written to ${file}.`, code: 0 });
  return parse(readFileSync(file), { columns: true, bom: true });
}

function imported(language: string, rows: Row[], delimiter = ',') {
  writeFileSync(file, stringify(rows, { header: true, delimiter }));
  return run('import', language, file);
}

const rowOf = (rows: Row[], key: string) => rows.find((row) => row.key === key)!;
const textsOf = (language: string, name: string) =>
  JSON.parse(readFileSync(join(dirs.localesDir, language, `${name}.json`), 'utf8'));

test('the export of Spanish shows the English beside, who says it, its limit and its placeholders', () => {
  const rows = exported('es');
  expect(rowOf(rows, 'rsvp.invite_first')).toMatchObject({
    source: expect.stringContaining('You are invited to {{title}}'),
    translation: expect.stringContaining('le invitamos a {{title}}'),
    context: 'flows/rsvp.yaml nodes.invite.text.first',
    limit: '4',
    placeholders: '{{organisation}} {{title}} {{startsAt, longDate}} {{startsAt, time}} {{place}}',
  });
  expect(rowOf(rows, 'common.topics.food.true').context).toBe('the rooms');
  expect(rowOf(rows, 'language.formats.am').translation).toBe('a. m.');
  expect([...readFileSync(file).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('without a file named, the spreadsheet is what the command gives', () => {
  const { out, told, code } = run('export', 'es');
  expect({ told, code }).toEqual({ told: '', code: 0 });
  expect(out).toMatch(/^\ufeffkey,source,translation,context,limit,placeholders\r\n/);
});

test.each(['es', 'en', 'hmn'])('what was exported comes back as it was: %s', (language) => {
  const before = loadContent(dirs).version;
  const { told, code } = imported(language, exported(language));
  expect(told).toMatch(
    new RegExp(`^${language}: 0 taken, \\d+ as they were, \\d+ left empty, 0 refused.$`),
  );
  expect(code).toBe(0);
  expect(loadContent(dirs).version).toBe(before);
});

test('a changed text is taken into its file, which otherwise stays as it was', () => {
  const rows = exported('es');
  rowOf(rows, 'rsvp.welcome').translation = ' Con gusto. ';
  rowOf(rows, 'common.topics.food.true').translation = 'Sí, habrá comida.';
  const before = readFileSync(join(dirs.localesDir, 'es/rsvp.json'), 'utf8');
  expect(imported('es', rows, ';').told).toMatch(/^es: 2 taken/);
  expect(readFileSync(join(dirs.localesDir, 'es/rsvp.json'), 'utf8')).toBe(
    before.replace('De nada.', 'Con gusto.'),
  );
  expect(textsOf('es', 'common').topics.food.true).toBe('Sí, habrá comida.');
});

/** A text that must be refused, and the cure its row is given. */
const REFUSED: [string, string, string, string][] = [
  ['loses a placeholder', 'rsvp.mode_here', 'Gracias. Le esperamos.', 'it speaks of place'],
  ['invents a placeholder', 'rsvp.welcome', 'De nada, {{nombre}}.', 'nobody gives {{nombre}}'],
  ['is too long', 'rsvp.welcome', 'Le esperamos aquí. '.repeat(12).trim(), 'and may take 2'],
  ['asks for CANCELAR', 'rsvp.welcome', 'Escriba cancelar si no va.', 'never ask for CANCEL'],
  ['says mamá', 'rsvp.welcome', 'De nada, mamá.', 'whoever cares for a child'],
  ['has a key that nobody knows', 'rsvp.wellcome', 'De nada.', 'there is no such text'],
  ['names no part of dates', 'language.formats.time', '{{hours}}', 'it may speak of {{hour}}'],
];

test.each(REFUSED)('a row that %s is refused, and the others stand', (_, key, text, cure) => {
  const rows = exported('es');
  rowOf(rows, 'rsvp.sorry').translation = 'Gracias por avisar.';
  const row = rowOf(rows, key) ?? rows.at(-1)!;
  Object.assign(row, { key, translation: text });
  const { told, code } = imported('es', rows);
  expect(code).toBe(1);
  expect(told.split('\n')[0]).toMatch(/^es: 1 taken, .* 1 refused\.$/);
  expect(told.split('\n')[1]).toContain(`row ${rows.indexOf(row) + 2}, ${key}: `);
  expect(told).toContain(cure);
  expect(textsOf('es', 'rsvp')).toMatchObject({
    sorry: 'Gracias por avisar.',
    welcome: 'De nada.',
  });
  expect(loadContent(dirs).languages).toContain('es');
});

test('a key that comes twice is taken once', () => {
  const twice = [
    { key: 'rsvp.welcome', translation: 'Con gusto.' },
    { key: 'rsvp.welcome', translation: 'Por nada.' },
  ];
  expect(imported('es', twice).told).toContain('row 3, rsvp.welcome: this key has a row above');
  expect(textsOf('es', 'rsvp').welcome).toBe('Con gusto.');
});

test('a new language begins by export, comes back as a folder, and goes on by the next export', () => {
  const rows = exported('so');
  expect(rows.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['rsvp.kept_one', 'rsvp.kept_other']),
  );
  expect(imported('so', rows).told).toContain('A new language needs its settings first.');
  expect(existsSync(join(dirs.localesDir, 'so'))).toBe(false);
  for (const row of rows.filter(({ key }) => /^language\.(formats|samples)/.test(key!)))
    row.translation = row.source!;
  rowOf(rows, 'rsvp.welcome').translation = 'Adaa mudan.';
  expect(imported('so', rows).told).toMatch(
    /^so: 11 taken, 0 as they were, \d+ left empty, 0 refused\.$/,
  );
  expect(textsOf('so', 'rsvp')).toEqual({ welcome: 'Adaa mudan.' });
  expect(loadContent(dirs).languages).toEqual(['en', 'es', 'hmn', 'so']);
  expect(rowOf(exported('so'), 'rsvp.welcome').translation).toBe('Adaa mudan.');
});

test('a language that machines do not know is asked for its days and months', () => {
  const keys = exported('qaa').map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['language.plurals', 'language.names.weekdays']));
  expect(exported('so').map(({ key }) => key)).not.toContain('language.names.weekdays');
});

test('a text that begins like a formula is none in the spreadsheet, and comes back as itself', () => {
  const rows = [{ key: 'rsvp.welcome', translation: "'=De nada." }];
  expect(imported('es', rows).code).toBe(0);
  expect(textsOf('es', 'rsvp').welcome).toBe('=De nada.');
  run('export', 'es', file);
  expect(readFileSync(file, 'utf8')).toContain("'=De nada.");
  expect(run('import', 'es', file).told).toMatch(/^es: 0 taken/);
});

test('a file in an old encoding, and one that is not there, are refused with what to do', () => {
  writeFileSync(file, Buffer.from('key,translation\nrsvp.welcome,S\xed\n', 'latin1'));
  expect(run('import', 'es', file)).toEqual({
    told: 'The file is not UTF-8: save it as "CSV UTF-8" and import it again.',
    code: 1,
  });
  expect(run('import', 'es', join(folder, 'none.csv')).told).toContain('There is no file');
  writeFileSync(file, 'a,b\n1,2\n');
  expect(run('import', 'es', file).told).toContain('must name the columns "key" and "translation"');
});

test('a review names who has read the texts as they stand, and the next tells what is new', () => {
  expect(run('review', 'es', '--by', 'Ana Ruiz').told).toMatch(
    /es\/review\.json: (\d+) texts, \1 of them new or changed\.$/,
  );
  const content = loadContent(dirs);
  expect(content.reviews.es).toMatchObject({ by: 'Ana Ruiz', at: '2026-09-12T17:00:00.000Z' });
  expect(content.isReviewed('es', 'rsvp', 'welcome')).toBe(true);
  imported('es', [{ key: 'rsvp.welcome', translation: 'Con gusto.' }]);
  expect(loadContent(dirs).isReviewed('es', 'rsvp', 'welcome')).toBe(false);
  expect(run('review', 'es', '--by', 'Ana Ruiz').told).toContain(', 1 of them new or changed.');
});

test('a review of nobody, of a language there is not, or of texts with a fault is refused', () => {
  expect(run('review', 'es').told).toContain('--by "Name"');
  expect(run('review', 'so', '--by', 'Ana').told).toContain('There is no folder locales/so');
  const rsvp = { ...textsOf('es', 'rsvp'), welcome: 'Responda CANCELAR.' };
  writeFileSync(join(dirs.localesDir, 'es/rsvp.json'), JSON.stringify(rsvp));
  expect(run('review', 'es', '--by', 'Ana').told).toContain('Correct this first');
});

test('anything else is answered with how the commands go', () => {
  for (const args of [
    [],
    ['exprot', 'es'],
    ['import', 'es'],
    ['export', 'es', 'a', 'b'],
    ['constructor', 'es'],
  ])
    expect(run(...args).told).toContain('npm run translate -- export');
  expect(run('export', '../es').told).toContain('Name a language');
  expect(run('export', 'es', file, '--from', 'so').told).toContain('nothing to translate from');
});

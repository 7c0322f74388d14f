import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { contentFromSources, loadContent, readSources, versionOf } from '#content';
import { importFlow } from '../../scripts/import-flow/import-flow.ts';
import { faultsOf, makeFlow } from '../../scripts/import-flow/make-flow.ts';
import { readExport } from '../../scripts/import-flow/read-export.ts';
import { rapidFlow } from './import-flow/arbitrary-flow.ts';
import { everyWordOf } from './import-flow/every-word.ts';
import { talk } from './import-flow/talk.ts';

const FIXTURES = 'test/data/rapidpro';
const DAY = 24 * 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'puente-import-'));
let into: string;
let turn = 0;

beforeEach(() => {
  turn += 1;
  into = join(folder, String(turn));
  for (const dir of ['flows', 'locales']) cpSync(dir, join(into, dir), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dirs = () => ({ flowsDir: join(into, 'flows'), localesDir: join(into, 'locales') });
const run = (...args: string[]) => importFlow([...args, '--into', into]);
const textsOf = (language: string, flow: string) =>
  JSON.parse(readFileSync(join(into, 'locales', language, `${flow}.json`), 'utf8'));

/** A file of the test's own. */
function written(object: unknown, name = 'export.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof object === 'string' ? object : JSON.stringify(object));
  return file;
}

const RSVP = ['rsvp-13.json'];
const SURVEY = ['survey-13.json', '--flow', 'Encuesta de talleres'];
const AFTERWARDS = ['survey-14.json'];
const STRANGE = ['no-counterpart.json'];

function imported([file, ...options]: string[]) {
  const { told, code } = run(join(FIXTURES, file!), ...options);
  expect(code, told).toBe(0);
  return { told, content: loadContent(dirs()) };
}

describe.each([RSVP, SURVEY, AFTERWARDS, STRANGE])('the fixture %s', (...fixture) => {
  test('comes through the parser and every check beside the flows there are', () => {
    const before = Object.keys(loadContent(dirs()).flows);
    const { content } = imported(fixture);
    expect(Object.keys(content.flows)).toHaveLength(before.length + 1);
  });

  test('loses no text, translation, quick reply, attachment, keyword or category in silence', () => {
    const { told } = imported(fixture);
    const lost = everyWordOf(join(FIXTURES, fixture[0]!), fixture[2], told, into);
    expect(lost).toEqual([]);
  });
});

test('an invitation talks in both languages, keeps the answers and sets field and tag', () => {
  const { content } = imported(RSVP);
  const spanish = talk(content, 'reading_night_rsvp', 'es');
  expect(spanish.start()).toEqual([
    'Parent College: ¡hola! La noche de lectura en familia es el sábado a las 10. ¿Viene usted? Responda SÍ, NO o TAL VEZ.',
  ]);
  expect(spanish.says('Claro que si, con gusto')).toEqual([
    '(kept attendance = yes)',
    '¡Qué bien! ¿Cuántas personas vienen en total, contando con usted?',
  ]);
  expect(spanish.says('somos 3')).toEqual([
    '(kept people = 3)',
    '(tag reading_night)',
    '(field party_size = 3)',
    '¡Gracias! Apartamos 3 lugares para su familia.',
    '(ended: done)',
  ]);
  const english = talk(content, 'reading_night_rsvp', 'en');
  english.start();
  expect(english.says('yes')).toContain('Great! How many people will come, counting you?');
  expect(english.says('six')).toEqual([
    '(kept people = 6)',
    'That is a big group. Someone from our team will text you.',
    '(handed off: asked_for)',
    '(ended: done)',
  ]);
});

test('what was not understood is asked again in the words of the export, and a person comes in the end', () => {
  const family = talk(imported(RSVP).content, 'reading_night_rsvp', 'es');
  family.start();
  const again = 'Disculpe, responda SÍ, NO o TAL VEZ, por favor.';
  expect(family.says('xyz')).toEqual([again]);
  expect(family.says('xyz')).toEqual([again]);
  expect(family.says('xyz')).toEqual(['(handed off: unclear)', '(ended: done)']);
});

test("the export's time-out reminds once, and its expiry ends the waiting", () => {
  const family = talk(imported(RSVP).content, 'reading_night_rsvp', 'en');
  family.start();
  expect(family.silenceMs()).toBe(2 * DAY);
  expect(family.isSilent()).toEqual([
    'We have not heard from you. Will you come to family reading night?',
  ]);
  expect(family.silenceMs()).toBe(7 * DAY);
  expect(family.isSilent()).toEqual(['(ended: silence)']);
});

test('a list written in the text becomes the options, chosen by number, and branches on them later', () => {
  const { content } = imported(SURVEY);
  const family = talk(content, 'encuesta_de_talleres', 'en');
  expect(family.start()).toEqual([
    'We want to plan workshops for you. Which one interests you most?\n1) Reading at home\n2) Report cards\n3) College',
  ]);
  expect(family.says('3')).toEqual([
    '(kept tema = universidad)',
    'Great! We will visit a college.',
    'When can you come?\n1) Morning\n2) Evening\n3) Weekend',
  ]);
  expect(family.silenceMs()).toBe(DAY);
  expect(family.says('the last one')).toEqual([
    '(kept horario = fin_de_semana)',
    'Does your family need anything else? Text it in your own words.',
  ]);
  expect(family.says('a ride')).toEqual([
    '(kept necesidad = a ride)',
    'We will send you the dates of the visit soon.',
    'Thank you. We noted: a ride',
    '(ended: done)',
  ]);
});

test('a flow of spec 14 by itself: ranges, quick replies with `text`, a voice note, a tag and a language', () => {
  const { content } = imported(AFTERWARDS);
  const family = talk(content, 'after_the_workshop', 'es');
  family.start();
  expect(family.says('2')).toEqual(['(kept rating = 2)', 'Lo sentimos. ¿Qué podemos mejorar?']);
  expect(family.says('más tiempo')).toContain('¿Quiere cuidado de niños la próxima vez?');
  expect(family.says('sí, por favor')).toEqual([
    '(kept childcare = yes)',
    '(tag cuidado_de_ninos)',
    '(field language = es)',
    'Si quiere, mándenos una nota de voz.',
  ]);
  expect(family.says('', ['audio/ogg'])).toContain('(kept voice = voice)');
  expect(textsOf('en', 'after_the_workshop').childcare_options).toEqual({
    yes: 'Yes, please',
    no: 'No, thanks',
  });
});

test('keywords of the triggers start the flow; other triggers and words that are taken are listed', () => {
  const { content } = imported(RSVP);
  expect(content.flow('reading_night_rsvp').keywords).toEqual({ en: ['READING'] });
  const { told } = run(join(FIXTURES, STRANGE[0]!));
  expect(told).toContain('the keyword ALTO\n    → this word stops, starts or asks for help');
  expect(told).toContain('events of the campaign "Bienvenida"');
});

test('the list names what has no counterpart, what it said, and what to do instead', () => {
  const { told, content } = imported(STRANGE);
  expect(told).toContain('No counterpart (');
  for (const was of [
    'send_email',
    'call_webhook',
    'transfer_airtime',
    'a way chosen by chance',
    'has_pattern',
  ])
    expect(told).toContain(was);
  expect(told).toContain(
    '"Nueva familia" "@contact.name quiere inscribirse"\n    → no mail is sent',
  );
  expect(told).toContain('texts in vi,');
  const texts = JSON.stringify(textsOf('es', 'sin_contraparte'));
  expect(texts).not.toMatch(/mamá|CANCELAR|@(contact|fields|globals|results|\()|[“”]/);
  expect(content.flow('sin_contraparte').entries).toEqual(['tuvo_suerte', 'nadie_llega_aqui']);
  expect(talk(content, 'sin_contraparte', 'es').start().slice(-4)).toEqual([
    'Este taller es para familias que quieren saber más sobre las calificaciones y las pruebas de la escuela.',
    'Aquí aprenderá cómo leer el boletín, qué preguntar a la maestra y cómo apoyar la tarea en casa todos los días.',
    'También habrá comida, cuidado de niños e intérpretes en español y en hmong durante toda la mañana.',
    '¿A qué teléfono le llamamos?',
  ]);
});

/** A small flow that says a text and begins another. */
const BEGINS = {
  name: 'Parent flow',
  spec_version: '13.2.0',
  language: 'eng',
  nodes: [
    {
      uuid: 'n1',
      actions: [{ uuid: 'a1', type: 'enter_flow', flow: { uuid: 'f', name: 'Bienvenida' } }],
      router: {
        type: 'switch',
        operand: '@child.status',
        cases: [
          { uuid: 'k1', type: 'has_only_text', arguments: ['completed'], category_uuid: 'c1' },
          { uuid: 'k2', type: 'has_only_text', arguments: ['expired'], category_uuid: 'c2' },
        ],
        categories: [
          { uuid: 'c1', name: 'Complete', exit_uuid: 'e1' },
          { uuid: 'c2', name: 'Expired', exit_uuid: 'e2' },
        ],
        default_category_uuid: 'c2',
      },
      exits: [{ uuid: 'e1', destination_uuid: 'n2' }, { uuid: 'e2' }],
    },
    {
      uuid: 'n2',
      actions: [{ uuid: 'a2', type: 'send_msg', text: 'Welcome back.' }],
      exits: [{ uuid: 'e3', destination_uuid: null }],
    },
  ],
};

test('a flow that begins another is joined to it where that one is here, and told of where it is not', () => {
  const file = written(BEGINS);
  const alone = run(file, '--as', 'alone');
  expect(alone.told).toContain('begins the flow "Bienvenida"');
  imported(['survey-13.json', '--flow', 'Bienvenida']);
  expect(run(file).code).toBe(0);
  expect(loadContent(dirs()).flow('parent_flow').nodes).toMatchObject({
    enter_flow: { type: 'flow', flow: 'bienvenida', on: { done: 'welcome_back', expired: 'done' } },
  });
});

const OLD = { name: 'Old', version: '11.12', base_language: 'eng', action_sets: [], rule_sets: [] };
const node = { uuid: 'n', actions: [], exits: [] };

/** Input that cannot be imported, and what is said of it. */
const REFUSED: [string, unknown, string][] = [
  ['is not JSON', '{"flows": [', 'The file is not JSON'],
  ['is no export', [1, 2], 'This is no RapidPro export'],
  ['is something else', { name: 'x', version: '13' }, 'This is no RapidPro export'],
  ['has no flow', { version: '13', flows: [] }, 'There is no flow in this export'],
  [
    'has several flows',
    { version: '13', flows: [{ name: 'A' }, { name: 'B' }] },
    'choose one by --flow "Name". There are: "A", "B".',
  ],
  [
    'is of an older format',
    { version: '11', flows: [OLD] },
    "is in RapidPro's older format (11.12)",
  ],
  [
    'is of an older format by metadata',
    { ...OLD, metadata: { name: 'Older' } },
    'The flow "Older" is in',
  ],
  [
    'is of a format to come',
    { name: 'New', spec_version: '15.0.0', nodes: [node] },
    'is of spec 15.0.0, and this import knows 13 and 14',
  ],
  ['says no format', { name: 'None', nodes: [node] }, 'does not say its "spec_version"'],
  [
    'is for calls',
    { name: 'Call', spec_version: '13.1.0', type: 'voice', nodes: [node] },
    'is for phone calls',
  ],
  ['has no nodes', { name: 'Empty', spec_version: '13.1.0', nodes: [] }, 'has no nodes'],
  [
    'has a broken node',
    { name: 'Bad', spec_version: '13.1.0', nodes: [{ uuid: 'n', exits: 3 }] },
    'cannot be read at nodes.0.exits',
  ],
];

test.each(REFUSED)(
  'an export that %s is refused in a sentence, and nothing is written',
  (_, object, said) => {
    const before = versionOf(readSources(dirs()));
    const { told, code } = run(written(object));
    expect(code).toBe(1);
    expect(told).toContain(said);
    expect(versionOf(readSources(dirs()))).toBe(before);
  },
);

test('a flow that is there is not overwritten, nor are texts that bear its name', () => {
  imported(RSVP);
  const before = versionOf(readSources(dirs()));
  const again = run(join(FIXTURES, RSVP[0]!));
  expect(again.code).toBe(1);
  expect(again.told).toContain('is there already, and is not overwritten');
  expect(run(join(FIXTURES, RSVP[0]!), '--as', 'common').told).toContain('common.json is there');
  expect(versionOf(readSources(dirs()))).toBe(before);
  expect(run(join(FIXTURES, RSVP[0]!), '--as', 'another').code).toBe(0);
});

test('anything else is answered with how the command goes', () => {
  for (const args of [[], ['a.json', 'b.json'], ['a.json', '--frob']])
    expect(run(...args).told).toContain('npm run import-flow -- file.json');
  expect(run(join(folder, 'none.json')).told).toContain('There is no file');
  expect(run(join(FIXTURES, RSVP[0]!), '--as', 'Not A Name').told).toContain('--as not_a_name');
  expect(run(join(FIXTURES, SURVEY[0]!), '--flow', 'Nope').told).toContain(
    'There is no flow "Nope"',
  );
  const nowhere = importFlow([join(FIXTURES, RSVP[0]!), '--into', join(folder, 'nowhere')]);
  expect(nowhere.told).toContain('There is no folder');
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

test('whatever a flow of RapidPro is like, it comes through or is refused, and it never throws', () => {
  // Little beside it, since every check looks at all there is.
  const isKept = /^flows\/needs_survey|\/(language|common|needs_survey)\.json$|understanding/;
  const all = readSources(dirs()).files.filter(({ path }) => isKept.test(path));
  const content = contentFromSources({ files: all });
  const beside = { triggers: [], campaigns: [], groups: [] };
  fc.assert(
    fc.property(rapidFlow, (object) => {
      const read = readExport(JSON.stringify(object));
      if ('wrong' in read) throw new Error(read.wrong);
      const made = makeFlow(content, { flow: read.flow, beside }, 'arbitrary');
      expect(made).not.toHaveProperty('wrong');
      if ('wrong' in made) return;
      expect(faultsOf(content, made.files)).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadContent } from '#content';
import { transcribe } from '../../scripts/talk/transcribe.ts';
import { contentWith } from '../support/content-with.ts';
import { languagesOf, play, readTranscript } from '../support/transcript.ts';

const shipped = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
const root = mkdtempSync(join(tmpdir(), 'puente-transcribe-'));
let folder: string;
let turn = 0;

beforeEach(() => {
  turn += 1;
  folder = join(root, String(turn));
  cpSync('test/flows/rsvp', join(folder, 'rsvp'), { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const facts = { first: false, zoom_offered: false, childcare_offered: true };

/** A talk in a file of its own, as `npm run talk -- … --save` writes it. */
function kept(name: string, language: string, steps: object[], more: object = {}): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify({ flow: 'rsvp', language, facts, steps, ...more }));
  return file;
}

const run = (...args: string[]) => transcribe(args, shipped, folder);

/** Plays a written transcript as `test/flows/transcripts.test.ts` does: nothing may differ. */
function expectToPass(flow: string, name: string, content = shipped) {
  const transcript = readTranscript(join(folder, flow, `${name}.yaml`));
  const languages = languagesOf(transcript);
  const played = languages.map((language) => play(content, flow, transcript, language).turns);
  const shows = transcript.turns.map((_, i) =>
    Object.fromEntries(languages.map((language, l) => [language, played[l]![i]!])),
  );
  expect(shows).toEqual(transcript.turns.map((each) => each.shows));
  return transcript;
}

test('two talks become one transcript in both languages, which passes at once', () => {
  const es = kept('es', 'es', [{ says: 'sí vamos 3', host: ['waitlisted'] }]);
  const en = kept('en', 'en', [{ says: 'yes 3 of us', host: ['waitlisted'] }]);
  const made = run(es, '--other', en, '--name', 'no-room', '--about', 'No room for three.');
  expect(made).toEqual({
    told: `Written: ${join(folder, 'rsvp', 'no-room.yaml')}, 2 turns, in both languages. Read it over.`,
    code: 0,
  });
  const { about, language, turns } = expectToPass('rsvp', 'no-room');
  expect({ about, language }).toEqual({ about: 'No room for three.', language: undefined });
  expect(turns[1]).toMatchObject({
    hears: { es: 'sí vamos 3', en: 'yes 3 of us' },
    understood: { intents: ['yes', 'party_size'], facts: { party_size: '3' } },
    outcomes: [{ outcome: 'waitlisted', facts: { party_size: 3 } }],
    shows: {
      es: expect.arrayContaining(['(reserve?)', expect.stringContaining('lista de espera')]),
      en: expect.arrayContaining([expect.stringContaining('on the waitlist')]),
    },
  });
});

test('what she says in the other language may be lines of a text file', () => {
  const steps = [{ says: 'sí' }, { clock: '3h' }, { says: 'somos 3' }];
  const lines = join(folder, 'en.txt');
  writeFileSync(lines, 'yes\n\nwe are 3\n');
  expect(run(kept('es', 'es', steps), '--other', lines, '--name', 'lines')).toMatchObject({
    code: 0,
  });
  const { turns } = expectToPass('rsvp', 'lines');
  expect(turns.map(({ hears, silence }) => hears ?? silence)).toEqual([
    undefined,
    { es: 'sí', en: 'yes' },
    'due',
    { es: 'somos 3', en: 'we are 3' },
  ]);
  writeFileSync(lines, 'yes\n');
  const short = run(join(folder, 'es.yaml'), '--other', lines, '--name', 'short');
  expect(short.told).toContain('has 1 lines, and she writes 2 times');
});

test('words of no language are the same in both', () => {
  const steps = [{ button: 1 }, { says: '2' }, { sends: 'audio/ogg' }, { says: '0' }];
  expect(run(kept('numbers', 'en', steps)).told).toContain('in both languages');
  const { turns } = expectToPass('rsvp', 'numbers');
  expect(turns[1]!.hears).toEqual({ es: '1', en: '1' });
  expect(turns[3]!.media).toEqual(['audio/ogg']);
});

test('one talk alone becomes a transcript of its one language', () => {
  const made = run(kept('one', 'es', [{ says: 'no podemos ir' }]));
  expect(made.told).toContain('in es alone (--other adds the other)');
  const { language, about, turns } = expectToPass('rsvp', 'one');
  expect({ language, about }).toEqual({ language: 'es', about: 'She writes “no podemos ir”.' });
  expect(Object.keys(turns[1]!.shows!)).toEqual(['es']);
});

test('a talk that changes its answer later begins anew in its transcript', () => {
  const steps = [{ says: 'sí vamos 3' }, { says: '0' }, { says: 'somos 5 no 3' }];
  run(kept('later', 'es', steps));
  const { turns } = expectToPass('rsvp', 'later');
  expect(turns[3]).toMatchObject({
    start: { node: 'change', facts: { seat: true, party_size: 3, childcare: 0 } },
    hears: { es: 'somos 5 no 3' },
    outcomes: [{ outcome: 'changed', facts: { party_size: 5 } }, { outcome: 'recorded' }],
  });
});

test('what the program answers before any flow is left out, and said so', () => {
  const made = run(kept('help', 'es', [{ says: 'AYUDA' }, { says: '2' }]));
  expect(made.told).toContain('Left out, as the flow does not hear it: AYUDA');
  expect(expectToPass('rsvp', 'help').turns).toHaveLength(2);
});

test('an offer that lapses is a start of its own', () => {
  const more = { flow: 'seat_offer', facts: { party_size: 2, until: '2026-11-29T02:00:00Z' } };
  run(kept('lapses', 'en', [{ clock: '1d' }], more));
  expect(expectToPass('seat_offer', 'lapses').turns[1]).toMatchObject({
    start: { node: 'lapsed' },
  });
});

test('talks that are not understood alike are refused, with the turn that differs', () => {
  const es = kept('es', 'es', [{ says: 'sí vamos 3' }]);
  const en = kept('en', 'en', [{ says: 'yes 4 of us' }]);
  const { told, code } = run(es, '--other', en, '--name', 'differ');
  expect(code).toBe(1);
  expect(told).toContain('differ at turn 2');
  expect(told).toContain('"party_size":"4"');
  const longer = kept('longer', 'en', [{ says: 'yes 3 of us' }, { says: '0' }]);
  expect(run(es, '--other', longer, '--name', 'differ').told).toContain('es: it has ended');
  expect(run(es, '--other', es, '--name', 'differ').told).toContain('the other in en');
  expect(readdirSync(join(folder, 'rsvp'))).not.toContain('differ.yaml');
});

test('nothing is written over', () => {
  const before = readFileSync(join(folder, 'rsvp', 'no.yaml'), 'utf8');
  const made = run(kept('no', 'es', [{ says: 'no' }]));
  expect(made).toMatchObject({ code: 1, told: expect.stringContaining('choose another --name') });
  expect(readFileSync(join(folder, 'rsvp', 'no.yaml'), 'utf8')).toBe(before);
});

test.each([
  [[], 'npm run -s transcribe -- <talk.yaml>'],
  [['nowhere.yaml'], 'There is no file nowhere.yaml.'],
  [['package.json', '--name', 'x'], 'package.json is no talk'],
  [['package.json', '--name', 'A Talk'], '“A Talk” is no name for a test'],
  [
    ['talk.yaml', '--title', 'x'],
    'There is no option --title. There are: --name, --about, --other.',
  ],
  [['talk.yaml', '--name'], 'Write a value after --name.'],
])('%j is answered by a sentence that names the cure', (args, sentence) => {
  expect(run(...args)).toMatchObject({ code: 1, told: expect.stringContaining(sentence) });
});

test('a step that is two things at once, or of a flow that is gone, is refused', () => {
  expect(run(kept('two', 'es', [{ says: 'sí', clock: '2h' }])).told).toContain(
    'a step is one thing',
  );
  expect(run(kept('gone', 'es', [], { flow: 'gone' })).told).toContain(
    'no flow “gone”. There are: ',
  );
});

test('a talk in which the flow begins another is no transcript', () => {
  const content = contentWith({
    'flows/outer.yaml':
      'flow: outer\nabout: Begins another flow at once.\nstart: call\nnodes:\n  call: { type: flow, flow: consent_request, on: { done: done, expired: done } }\n  done: { type: end }\n',
  });
  const talk = kept('outer', 'es', [{ says: 'sí' }], { flow: 'outer', facts: {} });
  const { told, code } = transcribe([talk], content, folder);
  expect({ told, code }).toMatchObject({
    code: 1,
    told: expect.stringContaining('begins another'),
  });
});

test('times that come, and one that was over before it could be waited for, are played again', () => {
  const content = contentWith({
    'flows/waits.yaml': `flow: waits
about: Waits for a time, and for another that is over.
facts: { gone: date }
start: first
nodes:
  first: { type: wait, for: 2h, go: second }
  second: { type: wait, until: gone, go: late, past: over, unset: late }
  late: { type: say, text: late, go: done }
  over: { type: say, text: over, go: done }
  done: { type: end }
`,
    'locales/es/waits.json': { late: 'A tiempo.', over: 'Ya pasó.' },
    'locales/en/waits.json': { late: 'In time.', over: 'It is over.' },
  });
  const more = { flow: 'waits', facts: { gone: '2026-11-28T19:00:00Z' } };
  const talk = kept('waits', 'es', [{ clock: '3h' }], more);
  expect(transcribe([talk], content, folder).told).toContain('in both languages');
  expect(expectToPass('waits', 'waits', content).turns[1]).toMatchObject({
    time: 'due',
    outcomes: [{ time: 'past' }],
    shows: { es: ['Ya pasó.', '(ended: done)'], en: ['It is over.', '(ended: done)'] },
  });
});

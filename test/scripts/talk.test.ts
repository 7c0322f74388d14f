import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Content, loadContent } from '#content';
import { takeLine } from '../../scripts/talk/commands.ts';
import { readArguments } from '../../scripts/talk/read-arguments.ts';
import { openSession, type Session, tellAll } from '../../scripts/talk/session.ts';
import { contentWith } from '../support/content-with.ts';

const shipped = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
const folder = mkdtempSync(join(tmpdir(), 'puente-talk-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function begin(args: string, content: Content = shipped): Session {
  const asked = readArguments(args.split(' '), content);
  if ('wrong' in asked) throw new Error(asked.wrong);
  return openSession(() => content, asked.talk, true);
}

/** What one line leads to, as it is printed, each text and note on one line. */
function on(session: Session, line: string): string {
  return flat(takeLine(session, line));
}

const flat = (lines: { text: string }[]): string =>
  lines
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' ▌ ', ' ');

describe('a talk with the rsvp', () => {
  test('shows what was understood, what the host did, and the texts with their segments', () => {
    const session = begin('rsvp --language es');
    expect(flat(tellAll(session))).toContain('4 segments · “á” costs: 70 characters each, not 160');
    const told = on(session, 'sí vamos 3, hay cuidado de niños?');
    expect(told).toMatch(/understood yes.*childcare.*party_size = 3/);
    expect(told).toContain('sure · in es');
    expect(told).toContain('facts attendance = yes, party_size = 3');
    expect(told).toContain('reserve → booked (party_size = 3); else changed, kept, waitlisted');
    // The program sends what it says at one time in one text, while that has two segments.
    expect(told).toContain('456 S Mathews St. Sí, hay cuidado de niños. 2 segments');
    expect(told).toContain('waits at mode for mode (1 in_person, 2 zoom); after 3 h of silence');
  });

  test('says what was not understood', () => {
    const told = on(begin('rsvp --language en'), 'qwertz');
    expect(told).toContain('understood nothing');
    expect(told).toContain('Sorry, we did not understand.');
  });

  test('lets silence fall when the clock is moved that far, and not before', () => {
    const session = begin('rsvp --language en --fact first=false');
    on(session, 'yes');
    expect(on(session, ':clock +2h')).toContain('nothing falls due');
    const told = on(session, ':clock +61m');
    expect(told).toContain('Sat, Nov 28, 1:00 PM');
    expect(told).toContain('We saved 1 seat for you');
    expect(told).toContain('after 1 day of silence (Sun, Nov 29, 1:00 PM) it ends');
    expect(on(session, ':clock +1d')).toContain('ended by silence');
  });

  test('asks the host as it was chosen, once', () => {
    const session = begin('rsvp');
    expect(on(session, ':host')).toContain('reserve 1 booked, 2 changed, 3 kept, 4 waitlisted');
    on(session, ':host 4');
    expect(on(session, 'sí vamos 3')).toContain('Quedan en la lista de espera');
    expect(session.talk.steps).toEqual([{ says: 'sí vamos 3', host: ['reserve waitlisted'] }]);
    expect(session.pending).toEqual([]);
  });

  test('keeps a choice until a step can go so', () => {
    const session = begin('rsvp');
    on(session, ':host full');
    expect(on(session, 'sí vamos 3')).toContain('reserve → booked');
    expect(on(session, '2')).toContain('set_mode → full');
    expect(on(session, ':host lost')).toContain('Write one by name or number');
  });

  test('plays the last turn again with another outcome', () => {
    const session = begin('rsvp');
    on(session, 'sí vamos 3');
    expect(on(session, ':instead waitlisted')).toContain('Quedan en la lista de espera');
    expect(session.played.turns).toHaveLength(2);
    expect(on(session, ':instead full')).toContain('reserve 1 booked');
  });

  test('is played again in the other language, with the same answers', () => {
    const session = begin('rsvp --language es');
    on(session, 'sí vamos 3');
    const told = on(session, ':language en');
    expect(told).toContain('You are invited to Reading together');
    expect(told).toContain('> sí vamos 3');
    expect(told).toContain('Done, we saved 3 seats');
    expect(on(session, ':language fr')).toContain('There is no language “fr”. There are: en, es');
  });

  test('goes on in the language she asks for', () => {
    const session = begin('rsvp --language en');
    expect(on(session, 'en español por favor')).toContain('no le entendimos');
  });

  test('is taken back turn by turn to its beginning', () => {
    const session = begin('rsvp');
    on(session, 'sí');
    on(session, '3');
    expect(on(session, ':back')).toContain('waits at headcount');
    expect(on(session, ':back')).toContain('waits at invite');
    expect(on(session, ':back')).toContain('This is where the talk begins');
    expect(on(session, 'no')).toContain('decline → declined');
  });

  test('begins anew at “change” for who writes after its end, and knows what she has', () => {
    const session = begin('rsvp --fact zoom_offered=false --fact childcare_offered=false');
    on(session, 'sí vamos 3');
    expect(on(session, 'somos 5 no 3')).toContain('Listo, tiene 5 lugares');
    expect(on(session, 'ya no puedo ir')).toContain('decline → cancelled');
    expect(on(session, ':facts')).toContain('The host has: no (party = 0');
    expect(on(session, '👍')).toContain('gets no text');
  });

  test('takes buttons, voice notes and pictures', () => {
    const session = begin('rsvp');
    expect(on(session, ':button 7')).toContain('1 yes, 2 no, 3 maybe');
    expect(on(session, ':voice')).toContain('> [voice note] program a person is to listen');
    expect(on(session, ':photo')).toContain('a person is to look');
    expect(on(session, ':button 1')).toContain('> [button 1: yes] understood yes');
    expect(on(session, ':button 1')).toContain('Nothing is asked that has buttons');
  });

  test('leaves to the program what no flow hears', () => {
    const session = begin('rsvp');
    expect(on(session, 'AYUDA')).toContain('the question stays open');
    expect(on(session, 'número equivocado')).toContain('the program asks whether to stop');
    expect(on(session, 'ALTO')).toContain('Parent College no le va a escribir más');
    expect(on(session, 'sí vamos 3')).toContain('she has opted out: nothing is sent');
    expect(on(session, 'START')).toContain('le vuelve a escribir');
  });

  test('names the commands there are, and knows a smile from a command', () => {
    const session = begin('rsvp');
    expect(on(session, ':frob')).toContain('There is no :frob. There are: :help, :clock');
    expect(on(session, ':help')).toContain(':instead full the last turn again');
    expect(on(session, ':clock soon')).toContain('Write how long passes');
    expect(on(session, ':)')).toContain('> :)');
    expect(on(session, '   ')).toBe('');
  });
});

test('offered seats lapse at their time, unless she took them', () => {
  const session = begin('seat_offer --language en');
  expect(flat(tellAll(session))).toContain('the offer lapses Sat, Nov 28, 6:00 PM');
  expect(on(session, ':clock +1d')).toContain('The seat we held for you went to another family');
  const taken = begin('seat_offer --language en --fact childcare_offered=false');
  on(taken, 'yes');
  expect(on(taken, ':clock +1d')).toContain('nothing falls due');
});

test('a language that the flow sets is spoken from then on', () => {
  const session = begin('interest --language es --fact language=');
  expect(on(session, '2')).toContain('Do you want to get texts about family workshops');
});

test.each(Object.keys(shipped.flows))('the flow %s begins in every language', (flow) => {
  for (const language of shipped.languages) {
    const told = flat(tellAll(begin(`${flow} --language ${language}`)));
    expect(told).toMatch(/segment/);
    expect(told).not.toContain('[locales');
  }
});

const NODES = `
  start: { type: wait, until: workshop_eve 18:00, go: call }
  call: { type: flow, flow: inner, returns: [yes_no], on: { done: said, expired: said } }
  said: { type: say, text: said, go: done }
  done: { type: end }`;
const INNER = `flow: inner
about: Asks one thing for another flow.
start: ask
nodes:
  ask:
    type: ask
    text: asks
    expect: yes_no
    options: [yes, no]
    on: { yes: done, no: done }
    unclear: { say: asks, tries: 1, go: done }
    silence: { after: 1d }
  done: { type: end }
`;
const own = contentWith({
  'flows/outer.yaml': `flow: outer\nabout: Waits for the eve, then begins another flow.\nneeds: [workshop]\nstart: start\nnodes:${NODES}\n`,
  'flows/inner.yaml': INNER,
  'locales/es/outer.json': { said: 'Ya está.' },
  'locales/en/outer.json': {},
  'locales/es/inner.json': { asks: '¿Sí o no?', asks_again: '¿Sí o no?' },
});

test('a flow of one’s own waits for the eve, begins another, and goes on when that ends', () => {
  const session = begin('outer', own);
  expect(flat(tellAll(session))).toContain('at start for a time (Fri, Dec 4, 6:00 PM)');
  expect(on(session, 'hola')).toContain('nothing is asked now');
  const told = on(session, ':clock +7d');
  expect(told).toContain('the flow inner begins ¿Sí o no?');
  expect(on(session, 'sí')).toContain('Ya está.');
});

test('a text that is still missing is named in its place', () => {
  const words = { asks: '¿Sí o no?' };
  const content = contentWith({ 'flows/inner.yaml': INNER, 'locales/es/inner.json': words });
  const session = begin('inner', content);
  on(session, '¿quién es?');
  const told = flat(tellAll(session));
  expect(told).toContain('[locales/es/inner.json at asks_again: this text is missing: add it]');
});

test('a flow that was changed is read again, and the same talk played with it', () => {
  const text = { asks: '¿Sí o no?', asks_again: '¿Sí o no?' };
  let content = contentWith({ 'flows/inner.yaml': INNER, 'locales/es/inner.json': text });
  const asked = readArguments(['inner'], content);
  if ('wrong' in asked) throw new Error(asked.wrong);
  const session = openSession(() => content, asked.talk, true);
  on(session, 'quizás');
  const asks = '¿Qué dice: sí o no?';
  content = contentWith({ 'flows/inner.yaml': INNER, 'locales/es/inner.json': { asks } });
  const told = on(session, ':reload');
  expect(told).toContain('¿Qué dice: sí o no? 1 segment');
  expect(told).toContain('> quizás');
  session.load = () => contentWith({ 'flows/inner.yaml': INNER.replace('go: done', 'go: gone') });
  expect(on(session, ':reload')).toContain('there is no node `gone`');
  expect(on(session, 'sí')).toContain('the flow inner has ended');
});

test('a talk that was kept is gone on with, and said again in another language', () => {
  const file = join(folder, 'go-on.yaml');
  const session = begin('rsvp --language es');
  on(session, 'sí');
  expect(on(session, `:save ${file}`)).toContain(`npm run -s transcribe -- ${file}`);
  expect(on(session, `:save ${file}`)).toContain('is there already');
  expect(on(session, ':save')).toContain('Name a file');
  const later = begin(`${file} --language en`);
  expect(flat(tellAll(later))).toContain('How many people will come in all');
  expect(on(later, '3')).toContain('Done, we saved 3 seats');
  expect(readArguments([join(folder, 'none.yaml')], shipped)).toEqual({
    wrong: `There is no file ${join(folder, 'none.yaml')}.`,
  });
});

test.each([
  ['nope', 'There is no flow “nope”. There are: consent_request, interest'],
  ['rsvp --language fr', 'There is no language “fr”. There are: en, es'],
  ['rsvp --tongue es', 'There is no option --tongue. There are: --language, --fact, --save.'],
  ['rsvp --language', 'Write a value after --language.'],
  ['rsvp --fact party_size=many', 'party_size is a number: write party_size=3.'],
  ['rsvp --fact first=1', 'first is true or false: write first=true.'],
  ['rsvp --fact mode=boat', 'mode is one of in_person, zoom.'],
  ['rsvp --fact shoes=1', 'Write a fact as name=value; rsvp knows answered, attendance'],
  ['seat_offer --fact until=soon', 'until is a date'],
  ['rsvp seat_offer', 'One talk plays one flow'],
  ['rsvp --save package.json', 'A talk is kept as YAML'],
  ['rsvp --save compose.yaml', 'compose.yaml is there already'],
])('%j is answered by a sentence that names the cure', (args, sentence) => {
  const asked = readArguments(args.split(' '), shipped);
  expect('wrong' in asked && asked.wrong).toContain(sentence);
});

test('without a flow, the flows are listed', () => {
  const asked = readArguments([], shipped);
  expect('wrong' in asked && asked.wrong).toMatch(/rsvp +A family answers the invitation/);
});

test('fed by a pipe, the command plays in plain text, keeps the talk and ends', () => {
  const file = join(folder, 'kept.yaml');
  const args = ['scripts/run.mjs', 'talk', 'rsvp', '--language', 'es', '--save', file];
  const out = execFileSync(process.execPath, args, {
    input: 'sí vamos 3\n:clock +3h\n:quit\nno\n',
    encoding: 'utf8',
    timeout: 120_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  expect(out).toContain('> sí vamos 3\n');
  expect(out).toContain('▌ Listo, apartamos 3 lugares');
  expect(out).not.toContain('\u001b');
  expect(out).toContain(`npm run -s transcribe -- ${file}`);
  expect(existsSync(file)).toBe(true);
  const { flow, language, steps } = parse(readFileSync(file, 'utf8'));
  expect({ flow, language, steps }).toEqual({
    flow: 'rsvp',
    language: 'es',
    steps: [{ says: 'sí vamos 3' }, { clock: '3h' }],
  });
}, 150_000);

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { expectSeatsRight, invite, rsvpOf } from '../support/seats.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
let phone: string;

beforeAll(async () => {
  program = await startTestProgram('minds', { workers: false, still: true });
  await program.load(programme);
});

afterEach(() => expectSeatsRight(program.world, id));

afterAll(() => program.close());

/** A family invited to a workshop of its own with six seats, Zoom and childcare. */
async function invited(language: string, facts: object = { virtual: true }): Promise<void> {
  round += 1;
  id = `w${round}`;
  phone = phoneOf(round);
  const ours = workshop({ id, site: id, capacity: 6, facts });
  await program.load(site(id), ours, family(round, { sites: [id], language }));
  await invite(program.world, id);
  await runDue(program.world);
}

/** Says something and gives what she then holds: answer, people, mode, and children in care. */
async function after(text: string) {
  await answers(program, phone, text);
  const { state, party, mode, childcare } = await rsvpOf(program.world, phone, id);
  return [state, party, mode, childcare];
}

const [HERE, ZOOM] = ['in_person', 'zoom'];

test.each([
  [
    'es',
    [
      ['sí vamos 3', ['yes', 3, HERE, null]],
      ['1', ['yes', 3, HERE, null]],
      ['somos 5 no 3', ['yes', 5, HERE, null]],
      ['vamos a ser 2', ['yes', 2, HERE, null]],
      ['somos 8', ['yes', 2, HERE, null]],
      ['mejor por zoom', ['yes', 2, ZOOM, null]],
      ['mejor en persona', ['yes', 2, HERE, null]],
      ['ya no puedo ir', ['cancelled', 0, HERE, null]],
      ['siempre sí vamos 4', ['yes', 4, HERE, null]],
      ['mejor tal vez', ['maybe', 0, HERE, null]],
      ['siempre no', ['no', 0, HERE, null]],
    ],
  ],
  [
    'en',
    [
      ['yes 3 of us', ['yes', 3, HERE, null]],
      ['1', ['yes', 3, HERE, null]],
      ["we'll be 5 not 3", ['yes', 5, HERE, null]],
      ['zoom instead please', ['yes', 5, ZOOM, null]],
      ["can't make it anymore", ['cancelled', 0, ZOOM, null]],
      ['actually we can come, 2 of us', ['yes', 2, ZOOM, null]],
    ],
  ],
])('a family changes its mind again and again (%s)', async (language, story) => {
  await invited(language);
  for (const [text, holds] of story)
    expect(await after(text as string), text as string).toEqual(holds);
});

test('a sí that says what we know already changes nothing and asks nothing', async () => {
  await invited('es', {});
  await after('sí vamos 3');
  expect(await answers(program, phone, 'ahí estaremos')).toEqual([
    'Listo, tiene 3 lugares: sábado 5 de diciembre, 10:00 a. m., Primaria Bolívar, salón 14.',
  ]);
  program.clock.moveTo('2026-12-01T15:00:00-08:00');
  await runDue(program.world);
  expect(await after('gracias')).toEqual(['yes', 3, HERE, null]);
});

test('who changes to Zoom gives back the places in childcare, and who stays home all of them', async () => {
  await invited('es', { virtual: true, childcare: true });
  await after('sí vamos 4');
  await after('1');
  expect(await after('2')).toEqual(['yes', 4, HERE, 2]);
  expect(await after('mejor por zoom')).toEqual(['yes', 4, ZOOM, null]);
  expect(await after('ya no puedo ir')).toEqual(['cancelled', 0, ZOOM, null]);
});

test('Zoom where there is none changes nothing', async () => {
  await invited('es', {});
  await after('sí vamos 3');
  expect(await after('mejor por zoom')).toEqual(['yes', 3, HERE, null]);
});

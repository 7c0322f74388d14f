import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { countSegments } from '#domain';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf, programme, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  scene = await startConsentScene('first-text');
  const title = { es: 'Camino a la universidad', en: 'The road to college' };
  await scene.program.load(workshop({ id: 'college', title }));
});

beforeEach(async () => {
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
});

afterAll(() => scene.close());

/** What a person must be told before all else: who, how often, how to stop, where to get help. */
const TELLS_ALL: Record<string, RegExp[]> = {
  es: [/^Parent College: /, /3 textos por semana/, /ALTO\/STOP/, /AYUDA\/HELP/, /Leer en casa/],
  en: [
    /^Hello from Parent College\./,
    /3 (texts|times) a week/,
    /STOP\/ALTO/,
    /HELP\/AYUDA/,
    /Reading at home/,
  ],
};

test.each([['es'], ['en']])('is the invitation itself, and tells all in %s', async (language) => {
  await scene.program.load(family(n, { language }));
  await scene.invite(mother);
  const [first, ...more] = await scene.hears(mother);
  for (const part of TELLS_ALL[language]!) expect(first).toMatch(part);
  expect(countSegments(first!).segments).toBeLessThanOrEqual(4);
  expect(more).toEqual([]);
  await until('it is noted', async () => (await scene.contact(mother)).firstTextAt !== null);
});

test.each([
  ['es', 'Participación de las familias en la escuela'],
  ['en', 'Taking part in the life of the school, year 2'],
])('has at most four segments with long names in %s', async (language, title) => {
  const { load } = scene.program;
  const place = 'Primaria Simón Bolívar, 1200 Olimpo St, salón 14';
  const long = workshop({ id: `long-${language}`, title: { [language]: title }, place });
  const name = 'Padres y Madres de Bolívar';
  await load({ ...programme, name }, long, family(n, { language }));
  await scene.invite(mother, `long-${language}`);
  const [first] = await scene.hears(mother);
  await load(programme);
  for (const part of [name, title]) expect(first).toContain(part);
  expect(countSegments(first!).segments).toBeLessThanOrEqual(4);
});

it('is told once: the second invitation is shorter and says no more than it must', async () => {
  await scene.invite(mother);
  const [first] = await scene.hears(mother);
  // It is on her phone a moment before it is noted as told.
  await until('it is noted', async () => (await scene.contact(mother)).firstTextAt !== null);
  await nextDay();
  await scene.invite(mother, 'college');
  const [second] = await scene.hears(mother);
  expect(second).toMatch(/^Camino a la universidad/);
  expect(second).not.toMatch(/ALTO|textos por semana/);
  expect(countSegments(second!).segments).toBeLessThanOrEqual(2);
  expect(second!.length).toBeLessThan(first!.length);
});

async function nextDay(): Promise<void> {
  const { clock } = scene.program;
  clock.moveTo(new Date(clock.now().getTime() + 24 * 3_600_000));
}

describe('counts as told only once it was really sent:', () => {
  it('not while it waits for the morning', async () => {
    const { clock } = scene.program;
    const before = clock.now();
    clock.moveTo('2026-12-03T22:00:00-08:00');
    await scene.invite(mother);
    expect((await scene.contact(mother)).firstTextAt).toBeNull();
    expect((await scene.stored(mother))[0]).toMatchObject({ state: 'queued', reason: 'hours' });
    clock.moveTo('2026-12-04T10:00:30-08:00');
    await until('it has gone', async () => (await scene.contact(mother)).firstTextAt !== null);
    clock.moveTo(before);
  });

  it('not where Twilio refused it', async () => {
    const { twilio } = scene.program;
    await twilio.faults([
      { kind: 'error', status: 400, code: 21617, match: { to: mother }, times: 1 },
    ]);
    await scene.invite(mother);
    expect((await scene.stored(mother))[0]).toMatchObject({ state: 'failed', identifies: true });
    expect((await scene.contact(mother)).firstTextAt).toBeNull();
    await scene.invite(mother, 'college');
    const [first] = await scene.hears(mother);
    for (const part of TELLS_ALL.es!.slice(0, 4)) expect(first).toMatch(part);
  });

  it('not where our own gate held it back', async () => {
    const stranger = phoneOf(n + 40);
    await scene.program.load(family(n + 40, { consent: null }));
    await scene.invite(stranger);
    expect((await scene.stored(stranger))[0]).toMatchObject({
      state: 'withheld',
      identifies: true,
    });
    expect((await scene.contact(stranger)).firstTextAt).toBeNull();
  });

  it('not by an answer to HELP, which does not say how often we write', async () => {
    await scene.says(mother, 'AYUDA');
    expect((await scene.contact(mother)).firstTextAt).toBeNull();
    await scene.hears(mother);
    await scene.invite(mother);
    const [first] = await scene.hears(mother);
    for (const part of TELLS_ALL.es!) expect(first).toMatch(part);
  });
});

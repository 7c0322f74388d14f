import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandWorld, Outcome } from '../../scripts/puente/command.ts';
import { COMMANDS } from '../../scripts/puente/commands/index.ts';
import { commandWorld } from '../support/command-world.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { programme, site } from '../support/programme.ts';
import { readQr } from '../support/read-qr.ts';

let program: TestProgram;
let world: CommandWorld;
let folder: string;

beforeAll(async () => {
  program = await startTestProgram('join-link', { workers: false });
  world = commandWorld(program);
  folder = mkdtempSync(join(tmpdir(), 'puente-flyer-'));
  await program.load(programme, site(), { ...site('olmo'), name: 'Primaria Olmo' });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await program.close();
});

/** Runs the command as the command line does. */
async function run(argument: object, settings: object = {}): Promise<Outcome> {
  const ready = COMMANDS['join-link']!(JSON.stringify(argument));
  if (ready.kind === 'refused') return ready;
  return ready.run({ ...world, settings: { ...world.settings, ...settings } });
}

test('gives the page, and links that write the word by SMS and WhatsApp', async () => {
  expect(await run({ keyword: 'PADRES' })).toEqual({
    kind: 'done',
    answer: {
      page: `${program.url}/join/PADRES`,
      sms: 'sms:+15005550006?&body=PADRES',
      whatsapp: 'https://wa.me/15005550010?text=PADRES',
    },
  });
});

test('names the site by its id, however word and site were written', async () => {
  const answer = {
    page: `${program.url}/join/PADRES/bolivar`,
    sms: 'sms:+15005550006?&body=PADRES%20bolivar',
    whatsapp: 'https://wa.me/15005550010?text=PADRES%20bolivar',
  };
  expect(await run({ keyword: 'PADRES', site: 'bolivar' })).toEqual({ kind: 'done', answer });
  expect(await run({ keyword: 'padres', site: 'primaria bolivar' })).toEqual({
    kind: 'done',
    answer,
  });
});

test('its page is there', async () => {
  const outcome = await run({ keyword: 'workshops', site: 'olmo' });
  const { page } = (outcome as { answer: { page: string } }).answer;
  const answer = await fetch(page);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('Primaria Olmo');
});

test('writes the code of the page as a picture', async () => {
  const qr = join(folder, 'flyer.svg');
  const outcome = await run({ keyword: 'PADRES', site: 'olmo', qr });
  expect(outcome).toMatchObject({ kind: 'done', answer: { svg: qr } });
  const svg = readFileSync(qr, 'utf8');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+">/);
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  const dark = new Set([...svg.matchAll(/M(\d+,\d+)h1v1h-1z/g)].map(([, at]) => at));
  // Four white modules on each side.
  const inner = [...Array(size - 8).keys()].map((n) => n + 4);
  const modules = inner.map((row) => inner.map((column) => dark.has(`${column},${row}`)));
  expect(readQr(modules)).toBe(`${program.url}/join/PADRES/olmo`);
});

test('names only the ways there are', async () => {
  const onlySms = { twilio: { from: '+15005550006', whatsappFrom: null } };
  const outcome = await run({ keyword: 'PADRES' }, onlySms);
  expect(Object.keys((outcome as { answer: object }).answer)).toEqual(['page', 'sms']);
});

describe('says in a sentence what is wrong', () => {
  const NOBODY = { twilio: { from: null, whatsappFrom: null } };
  test.each<[object, object, RegExp]>([
    [{}, {}, /^keyword: .* Like '\{"keyword":"PADRES","site":"bolivar"\}'\.$/],
    [{ keyword: 'PADRES', school: 'x' }, {}, /"school"/],
    [
      { keyword: 'PADRE' },
      {},
      /^No flow starts with the keyword PADRE: use one of PADRES, TALLERES, PARENTS, WORKSHOPS, .*SURVEY\.$/,
    ],
    [
      { keyword: 'PADRES', site: 'nada' },
      {},
      /^There is no site nada: use one of bolivar \(Primaria Bolívar\), olmo \(Primaria Olmo\)\.$/,
    ],
    [
      { keyword: 'PADRES', qr: '/no-such-folder/x.svg' },
      {},
      /^qr: .* cannot be written \(ENOENT\)/,
    ],
    [{ keyword: 'PADRES' }, { publicUrl: null }, /set PUBLIC_URL/],
    [{ keyword: 'PADRES' }, NOBODY, /set TWILIO_FROM/],
  ])('%j %j', async (argument, settings, reason) => {
    expect(await run(argument, settings)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
  });
});

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyConsentEvent, DAY, noConsent } from '#domain';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  scene = await startConsentScene('import-consent', { workers: false });
});

beforeEach(() => {
  n += 1;
  mother = phoneOf(n);
});

afterAll(() => scene.close());

const load = (change: Record<string, unknown> = {}) => scene.program.load(family(n, change));
const signed = (at: string, medium = 'paper') => ({
  consent: { scope: 'workshops', at, medium, words: 'Sí, acepto.', by: 'Registration' },
});
const state = async () => (await scene.contact(mother)).consent;

it('writes a consent with its proof, once however often its line is loaded', async () => {
  for (const _ of [1, 2, 3]) await load(signed('2026-09-01T09:00:00-07:00'));
  expect(await scene.ledger(mother)).toMatchObject([
    {
      change: 'granted',
      scope: 'workshops',
      at: new Date('2026-09-01T16:00:00Z'),
      medium: 'paper',
      words: 'Sí, acepto.',
      by: 'Registration',
    },
  ]);
  expect((await state()).granted.workshops).toEqual(new Date('2026-09-01T16:00:00Z'));
});

it('keeps a consent of before an ALTO as history, and the ALTO stands', async () => {
  await load(signed('2026-09-01T09:00:00-07:00'));
  await scene.program.twilio.inbound({ from: mother, body: 'ALTO' });
  await load(signed('2026-11-30T09:00:00-08:00', 'web'));
  expect(await scene.changes(mother)).toContain('opted_out');
  expect((await scene.ledger(mother)).map(({ medium }) => medium)).toEqual([
    'paper',
    'web',
    'text',
  ]);
  expect(await state()).toMatchObject({ granted: {} });
  expect((await state()).optedOutAt).not.toBeNull();
});

it('takes a consent signed after the ALTO for a new one', async () => {
  const { clock, twilio } = scene.program;
  await load();
  await twilio.inbound({ from: mother, body: 'ALTO' });
  const later = new Date(clock.now().getTime() + DAY).toISOString();
  await load(signed(later));
  expect(await state()).toMatchObject({ optedOutAt: null });
  expect((await state()).granted.workshops).toEqual(new Date(later));
});

it('counts the latest ALTO: a paper signed between two of them undoes nothing', async () => {
  const { clock, twilio } = scene.program;
  const start = clock.now();
  await load();
  await twilio.inbound({ from: mother, body: 'ALTO' });
  clock.moveTo(new Date(start.getTime() + 2 * DAY));
  await twilio.inbound({ from: mother, body: 'ALTO' });
  await load(signed(new Date(start.getTime() + DAY).toISOString()));
  expect((await state()).optedOutAt).not.toBeNull();
  clock.moveTo(start);
});

it('gives no consent where the list tells of none, and takes none away', async () => {
  await load({ consent: null });
  expect(await scene.ledger(mother)).toEqual([]);
  expect((await state()).granted).toEqual({});
  await load();
  await load({ consent: undefined, name: 'Otra' });
  expect((await state()).granted.workshops).toBeDefined();
  expect((await scene.contact(mother)).name).toBe('Otra');
});

it('makes one contact of a phone however it is written, and of two lists at once', async () => {
  const [area, exchange, line] = ['213', '555', mother.slice(-4)];
  const ways = [
    `(${area}) ${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `1 ${area} ${exchange} ${line}`,
  ];
  await Promise.all([...ways, mother].map((phone) => load({ phone })));
  expect(await scene.program.world.store.contacts.countDocuments({ phone: mother })).toBe(1);
  expect(await scene.changes(mother)).toEqual(['granted']);
});

it('stands at every moment as its ledger says, replayed from nothing', async () => {
  await load();
  for (const body of ['ya estuvo', 'ALTO', 'ya no me manden mensajes']) {
    await scene.program.twilio.inbound({ from: mother, body });
    const replayed = (await scene.ledger(mother)).reduce(applyConsentEvent, noConsent);
    expect(await state()).toEqual(replayed);
  }
});

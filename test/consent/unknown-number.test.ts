import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

const ES = /^Somos Parent College\. ¿Quiere recibir mensajes/;
const EN = /^This is Parent College|^Parent College|^We are Parent College/;

let scene: ConsentScene;
let n = 0;
let stranger: string;

beforeAll(async () => {
  scene = await startConsentScene('unknown-number');
});

beforeEach(() => {
  n += 1;
  stranger = phoneOf(n);
});

afterAll(() => scene.close());

const granted = async () => (await scene.contact(stranger)).consent.granted.workshops !== undefined;

it('is asked for consent, once, in the language of its words', async () => {
  await scene.says(stranger, 'Hola, buenas tardes');
  expect(await scene.hears(stranger)).toEqual([expect.stringMatching(ES)]);
  expect(await scene.changes(stranger)).toEqual(['number_given', 'requested']);
  for (const body of ['¿quién es?', 'hola', 'mmm', 'hola']) await scene.says(stranger, body);
  expect((await scene.hears(stranger)).filter((text) => ES.test(text))).toEqual([]);
  expect((await scene.changes(stranger)).filter((change) => change === 'requested')).toHaveLength(
    1,
  );
  expect(await granted()).toBe(false);
});

it('is asked in English where it wrote English', async () => {
  await scene.says(stranger, 'Hello, good afternoon, who is this?');
  const [question] = await scene.hears(stranger);
  expect(question).toMatch(EN);
  expect((await scene.contact(stranger)).language).toBe('en');
});

it('is asked once when it writes three times at once', async () => {
  const { twilio } = scene.program;
  await Promise.all(
    ['hola', 'buenas', '¿hola?'].map((body) => twilio.inbound({ from: stranger, body })),
  );
  await scene.settled();
  expect((await scene.hears(stranger)).filter((text) => ES.test(text))).toHaveLength(1);
  expect(await scene.program.world.store.contacts.countDocuments({ phone: stranger })).toBe(1);
});

test.each([['Sí'], ['1'], ['ta bien'], ['acepto']])('%j gives consent', async (body) => {
  await scene.says(stranger, 'hola');
  await scene.hears(stranger);
  await scene.says(stranger, body);
  expect(await granted()).toBe(true);
  expect(await scene.hears(stranger)).toEqual([
    expect.stringMatching(/hasta 3 veces por semana\. ALTO\/STOP: no más\. AYUDA\/HELP/),
  ]);
  expect(await scene.changes(stranger)).toEqual(['number_given', 'requested', 'granted']);
  expect((await scene.ledger(stranger)).at(-1)).toMatchObject({ words: body, by: 'contact' });
});

test.each([['No'], ['2'], ['no gracias']])('%j is an opt-out, confirmed once', async (body) => {
  await scene.says(stranger, 'hola');
  await scene.hears(stranger);
  await scene.says(stranger, body);
  expect((await scene.contact(stranger)).consent.optedOutAt).not.toBeNull();
  expect(await scene.hears(stranger)).toEqual([expect.stringMatching(/no le va a escribir más/)]);
});

it('is invited to nothing before it has agreed', async () => {
  await scene.says(stranger, 'hola');
  await scene.hears(stranger);
  await scene.invite(stranger);
  expect(await scene.hears(stranger)).toEqual([]);
  const stored = await scene.stored(stranger);
  expect(stored.at(-1)).toMatchObject({
    kind: 'proactive',
    state: 'withheld',
    reason: 'no_consent',
  });
  await scene.says(stranger, 'sí');
  await scene.hears(stranger);
  await scene.invite(stranger);
  expect(await scene.hears(stranger)).toEqual([expect.stringContaining('Leer en casa')]);
});

it('that says a clear yes to texts later needs no second question', async () => {
  for (const body of ['hola', 'mmm', 'mmm', 'mmm']) await scene.says(stranger, body);
  await scene.says(stranger, 'quiero recibir los mensajes');
  expect(await granted()).toBe(true);
});

it('of a family on a list without consent is treated the same', async () => {
  await scene.program.load(family(n, { consent: null }));
  await scene.invite(stranger);
  expect(await scene.hears(stranger)).toEqual([]);
  await scene.says(stranger, 'buenas tardes');
  expect(await scene.hears(stranger)).toEqual([expect.stringMatching(ES)]);
});

import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { DAY } from '#domain';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

let scene: ConsentScene;
let n = 0;
let mother: string;

const AGAIN =
  /^Gracias\. Parent College le vuelve a escribir, hasta 3 veces por semana\. ALTO\/STOP/;
const QUESTION = /^Somos Parent College\. ¿Quiere recibir mensajes/;

beforeAll(async () => {
  scene = await startConsentScene('opting-in');
});

/** Every test begins with a family that has said ALTO, and heard that we stop. */
beforeEach(async () => {
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
  await scene.says(mother, 'ALTO');
  await scene.hears(mother);
});

afterAll(() => scene.close());

const isIn = async () => {
  const { consent } = await scene.contact(mother);
  return consent.optedOutAt === null && consent.granted.workshops !== undefined;
};

test.each([
  ['START'],
  ['start!'],
  ['Unstop'],
  ['Iniciar'],
  ['quiero recibir los mensajes otra vez'],
  ['me equivoqué, quiero seguir recibiendo los mensajes'],
])('%s gives consent again, and says so', async (body) => {
  await scene.says(mother, body);
  expect(await isIn()).toBe(true);
  expect((await scene.ledger(mother)).at(-1)).toMatchObject({ change: 'granted', words: body });
  const [said, ...more] = await scene.hears(mother);
  expect(said).toMatch(AGAIN);
  expect(more).toEqual([]);
});

test.each([['Sí'], ['si'], ['YES'], ['sí por favor'], ['Yes!']])(
  'a bare %j is no consent: it gets the question',
  async (body) => {
    await scene.says(mother, body);
    expect(await isIn()).toBe(false);
    const [question, ...more] = await scene.hears(mother);
    expect(question).toMatch(QUESTION);
    expect(more).toEqual([]);
  },
);

it('asks as well where she may have asked for it, in words that only other replies tell of', async () => {
  const { world } = scene.program;
  const { understand } = world;
  world.understand = (...message) => ({
    ...understand(...message),
    intents: ['opt_in'],
    confirmNeeded: true,
  });
  await scene.says(mother, 'pues a ver si otra vez');
  world.understand = understand;
  expect(await isIn()).toBe(false);
  expect(await scene.hears(mother)).toEqual([expect.stringMatching(QUESTION)]);
});

test.each([['sí'], ['1'], ['Claro que sí']])('%j to that question is consent', async (body) => {
  await scene.says(mother, 'sí');
  await scene.hears(mother);
  await scene.says(mother, body);
  expect(await isIn()).toBe(true);
  expect((await scene.ledger(mother)).at(-1)).toMatchObject({ change: 'granted', words: body });
  expect(await scene.hears(mother)).toEqual([expect.stringMatching(/ALTO\/STOP.*AYUDA\/HELP/)]);
});

test.each([['no'], ['2'], ['no gracias'], ['¿quién es?'], ['mmm'], ['🤔']])(
  '%j to that question is none, and is not talked about',
  async (body) => {
    await scene.says(mother, 'sí');
    await scene.hears(mother);
    await scene.says(mother, body);
    expect(await isIn()).toBe(false);
    expect(await scene.hears(mother)).toEqual([]);
  },
);

it('asks once when she says yes twice before the question has gone', async () => {
  const { twilio } = scene.program;
  await Promise.all(['sí', 'si'].map((body) => twilio.inbound({ from: mother, body })));
  await scene.settled();
  const questions = (await scene.hears(mother)).filter((text) => QUESTION.test(text));
  expect(questions).toHaveLength(1);
});

it('takes OptOutType=START for no more than Twilio’s block being lifted', async () => {
  await scene.says(mother, 'Yes', { OptOutType: 'START' });
  expect(await isIn()).toBe(false);
  const changes = (await scene.changes(mother)).slice(2);
  expect(changes[0]).toBe('carrier_unblocked');
  expect(changes).not.toContain('granted');
});

it('leaves the answer to Twilio where START comes with an OptOutType', async () => {
  await scene.says(mother, 'START', { OptOutType: 'START' });
  expect(await isIn()).toBe(true);
  expect(await scene.hears(mother)).toEqual([]);
});

it('leaves HELP to Twilio with an OptOutType, and answers it otherwise', async () => {
  await scene.says(mother, 'AYUDA', { OptOutType: 'HELP' });
  expect(await scene.hears(mother)).toEqual([]);
  await scene.says(mother, 'ayuda');
  expect(await scene.hears(mother)).toHaveLength(1);
});

it('writes to her again like to everybody else', async () => {
  await scene.says(mother, 'START');
  await scene.hears(mother);
  await scene.invite(mother);
  expect(await scene.hears(mother)).toEqual([expect.stringContaining('Leer en casa')]);
});

it('forgets the question whether to stop, so that a day of silence does not opt her out', async () => {
  await scene.says(mother, 'START');
  await scene.says(mother, 'ya estuvo');
  await scene.says(mother, 'START');
  const { clock } = scene.program;
  const before = clock.now();
  clock.moveTo(new Date(before.getTime() + 1.5 * DAY));
  await scene.settled();
  const { _id } = await scene.contact(mother);
  const { conversations } = scene.program.world.store;
  expect(
    await conversations.exists({ contact: _id, flow: 'opt_out_check', open: true }),
  ).toBeNull();
  expect(await isIn()).toBe(true);
  clock.moveTo(before);
});

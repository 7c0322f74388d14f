import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

const SPANISH = 'Listo. Parent College no le va a escribir más. Si cambia de idea, escriba START.';
const ENGLISH =
  'Done. Parent College will not text you again. If you change your mind, text START.';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  scene = await startConsentScene('confirmation');
});

beforeEach(async () => {
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
});

afterAll(() => scene.close());

/** What we ourselves send her; Twilio's own answers are not ours. */
const ours = async (phone: string) =>
  (await scene.program.twilio.requests()).filter(({ to }) => to === phone).map(({ body }) => body);

it('is said once, in Spanish to a Spanish-speaking family', async () => {
  await scene.says(mother, 'ALTO');
  await scene.says(mother, 'alto!!');
  await scene.says(mother, 'ya no me manden mensajes');
  expect(await ours(mother)).toEqual([SPANISH]);
});

it('is said in English to an English-speaking family, whatever the word', async () => {
  await scene.program.load(family(n, { language: 'en' }));
  await scene.says(mother, 'ALTO');
  expect(await ours(mother)).toEqual([ENGLISH]);
});

it('is said in the language of her words where no list told of her', async () => {
  const unknown = phoneOf(n + 60);
  await scene.says(unknown, 'please stop texting me');
  expect(await ours(unknown)).toEqual([ENGLISH]);
});

it('is said once when two stops come before any turn is taken', async () => {
  const { twilio } = scene.program;
  await Promise.all(
    ['ALTO', 'PARAR', 'BAJA'].map((body) => twilio.inbound({ from: mother, body })),
  );
  await scene.settled();
  expect(await ours(mother)).toEqual([SPANISH]);
});

test.each([
  ['STOP'],
  ['stop'],
  [' Cancel '],
  ['UNSUBSCRIBE'],
  ['End'],
  ['quit'],
  ['STOPALL'],
  ['revoke'],
  ['OPTOUT'],
])('is Twilio’s, not ours, when an SMS is its own word %j alone', async (body) => {
  await scene.says(mother, body);
  expect(await ours(mother)).toEqual([]);
  expect((await scene.contact(mother)).consent.optedOutAt).not.toBeNull();
});

test.each([['STOP.'], ['stop please'], ['opt out']])(
  'is ours where Twilio does not see the word: %s',
  async (body) => {
    await scene.says(mother, body);
    expect(await ours(mother)).toEqual([SPANISH]);
  },
);

it('is Twilio’s with an OptOutType', async () => {
  await scene.says(mother, 'ALTO', { OptOutType: 'STOP' });
  expect(await ours(mother)).toEqual([]);
  expect((await scene.contact(mother)).consent.optedOutAt).not.toBeNull();
});

it('is ours for STOP on WhatsApp, and goes there', async () => {
  await scene.says(`whatsapp:${mother}`, 'STOP');
  expect(await ours(`whatsapp:${mother}`)).toEqual([SPANISH]);
});

describe('after it', () => {
  it('comes nothing but HELP and the one question that answers a bare yes', async () => {
    await scene.says(mother, 'ALTO');
    await scene.hears(mother);
    for (const body of [
      'gracias',
      'dónde es el taller?',
      'vamos 3',
      'no',
      '¿por qué?',
      '3',
      '👍',
      'salir',
    ]) {
      await scene.says(mother, body);
    }
    await scene.invite(mother);
    expect(await scene.hears(mother)).toEqual([]);
    await scene.says(mother, 'AYUDA');
    expect(await scene.hears(mother)).toEqual([
      'Parent College: Teléfono 213-555-0199. ALTO/STOP: no recibir más mensajes.',
    ]);
    await scene.says(mother, 'Sí');
    const [question, ...more] = await scene.hears(mother);
    expect(question).toMatch(/^Somos Parent College\. ¿Quiere recibir mensajes/);
    expect(more).toEqual([]);
    expect((await scene.contact(mother)).consent.granted).toEqual({});
  });

  it('a question that was on its way never comes', async () => {
    const { program } = scene;
    const unknown = phoneOf(n + 30);
    await program.twilio.faults([
      { kind: 'error', status: 429, code: 20429, match: { to: unknown } },
    ]);
    await program.twilio.inbound({ from: unknown, body: 'hola' });
    await program.twilio.inbound({ from: unknown, body: 'ALTO' });
    await program.twilio.clearFaults();
    await scene.settled();
    expect(await program.texts(unknown)).toEqual([SPANISH]);
  });

  it('a welcome that was on its way never comes', async () => {
    const { program } = scene;
    await scene.says(mother, 'ALTO');
    await scene.says(mother, 'sí');
    await scene.hears(mother);
    const before = (await program.texts(mother)).length;
    await program.twilio.faults([
      { kind: 'error', status: 429, code: 20429, match: { to: mother } },
    ]);
    await program.twilio.inbound({ from: mother, body: 'sí' });
    await program.twilio.inbound({ from: mother, body: 'ALTO' });
    await program.twilio.clearFaults();
    // The confirmation may have met a 429 too: it is then tried again a little later.
    await until('it is confirmed', async () => (await program.texts(mother)).length > before);
    await scene.settled();
    expect(await scene.hears(mother)).toEqual([SPANISH]);
  });
});

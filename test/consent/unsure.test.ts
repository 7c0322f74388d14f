import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain';
import { sweep } from '../../src/worker/sweep.ts';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

const ASKED = '¿Quiere que dejemos de escribirle? 1 Sí, 2 No';
const WHICH = /^¿Qué quiere dejar\? 1 Solo mi lugar/;
const NOW = '2026-12-01T11:00:00-08:00';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  scene = await startConsentScene('unsure', { now: NOW });
});

beforeEach(async () => {
  scene.program.clock.moveTo(NOW);
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
});

afterAll(() => scene.close());

const consent = async () => (await scene.contact(mother)).consent;

/** Moves the clock on and waits until the timers of that moment have run. */
async function later(ms: number, isSo: () => Promise<boolean>): Promise<void> {
  const { clock } = scene.program;
  clock.moveTo(new Date(clock.now().getTime() + ms));
  await until('what is due has been done', isSo);
  await scene.settled();
}

it('asks once, and lets nothing proactive go meanwhile', async () => {
  await scene.says(mother, 'ya estuvo');
  expect(await scene.hears(mother)).toEqual([ASKED]);
  expect((await consent()).suspendedAt).not.toBeNull();
  await scene.invite(mother);
  expect(await scene.hears(mother)).toEqual([]);
  const invitation = (await scene.stored(mother)).find(({ kind }) => kind === 'proactive');
  expect(invitation).toMatchObject({ state: 'queued', reason: 'suspended' });
});

it('asks once when she writes twice before the question has gone', async () => {
  const { twilio } = scene.program;
  await Promise.all(
    ['ya estuvo', 'cuántos mensajes'].map((body) => twilio.inbound({ from: mother, body })),
  );
  await scene.settled();
  const asked = (await scene.hears(mother)).filter((text) => text === ASKED);
  expect(asked).toHaveLength(1);
  expect((await scene.changes(mother)).filter((change) => change === 'suspended')).toHaveLength(1);
});

test.each([['No'], ['2'], ['no, siga mandando'], ['no no']])('%j: all goes on', async (body) => {
  await scene.says(mother, 'ya estuvo');
  await scene.hears(mother);
  await scene.says(mother, body);
  expect(await scene.hears(mother)).toEqual(['Gracias. Todo sigue igual.']);
  expect(await consent()).toMatchObject({ suspendedAt: null, optedOutAt: null });
  expect(await scene.changes(mother)).toEqual(['granted', 'suspended', 'resumed']);
});

test.each([
  ['Sí'],
  ['1'],
  ['ya no me manden nada'],
  ['ALTO'],
  ['ya no más'],
  ['no more'],
  ['basta'],
])('%j is an opt-out, confirmed once', async (body) => {
  await scene.says(mother, 'ya estuvo');
  await scene.hears(mother);
  await scene.says(mother, body);
  expect((await consent()).optedOutAt).not.toBeNull();
  expect(await scene.hears(mother)).toEqual([expect.stringMatching(/no le va a escribir más/)]);
  const outs = (await scene.ledger(mother)).filter(({ change }) => change === 'opted_out');
  expect(outs).toMatchObject([{ words: body, by: 'contact' }]);
});

it('takes a day without an answer for an opt-out, and not an hour less', async () => {
  await scene.says(mother, 'ya estuvo');
  await scene.hears(mother);
  const { clock, world } = scene.program;
  clock.moveTo(new Date(clock.now().getTime() + 23 * HOUR));
  await sweep(world);
  await scene.settled();
  expect((await consent()).optedOutAt).toBeNull();
  await later(61 * MINUTE, async () => (await consent()).optedOutAt !== null);
  expect((await scene.ledger(mother)).at(-1)).toMatchObject({
    change: 'opted_out',
    by: 'silence',
    words: '',
  });
  expect(await scene.hears(mother)).toEqual([expect.stringMatching(/no le va a escribir más/)]);
});

it('takes two unclear answers and a day of silence for an opt-out too', async () => {
  for (const body of ['ya estuvo', 'mmm', 'quién sabe']) await scene.says(mother, body);
  expect((await consent()).suspendedAt).not.toBeNull();
  await later(DAY + MINUTE, async () => (await consent()).optedOutAt !== null);
});

it('takes a wrong number for a question whether to stop', async () => {
  await scene.says(mother, 'número equivocado');
  expect(await scene.hears(mother)).toEqual([ASKED]);
  expect((await consent()).suspendedAt).not.toBeNull();
});

it('reads "no me interesa" to an invitation as a no, and asks nothing', async () => {
  await scene.invite(mother);
  await scene.hears(mother);
  await scene.says(mother, 'no me interesa');
  expect(await consent()).toMatchObject({ suspendedAt: null, optedOutAt: null });
  expect(await scene.hears(mother)).not.toContain(ASKED);
});

test.each([['no gracias'], ['No, lo siento'], ['no sorry']])(
  'reads "%s" of a family that said maybe as a no, and goes on texting her',
  async (body) => {
    await scene.invite(mother);
    await scene.says(mother, 'tal vez');
    await scene.hears(mother);
    await scene.says(mother, body);
    expect(await scene.hears(mother)).toEqual([expect.stringMatching(/^Gracias por avisarnos/)]);
    expect(await seat()).toBe('no');
    expect(await consent()).toMatchObject({ suspendedAt: null, optedOutAt: null });
  },
);

/** A family with a seat on Saturday. */
async function confirmed(): Promise<void> {
  await scene.invite(mother);
  await scene.says(mother, 'sí vamos 2');
  await scene.hears(mother);
}

const seat = async () =>
  (await scene.program.world.store.rsvps.findOne({ contact: (await scene.contact(mother))._id }))
    ?.state;

test.each([
  ['1', 'cancelled', false],
  ['mi lugar', 'cancelled', false],
  ['2', 'yes', true],
  ['todo', 'yes', true],
  ['3', 'yes', false],
  ['nada', 'yes', false],
] as const)(
  'a confirmed family’s "Cancelar" is asked seat or everything: %j',
  async (answer, state, out) => {
    await confirmed();
    await scene.says(mother, 'Cancelar');
    expect(await scene.hears(mother)).toEqual([expect.stringMatching(WHICH)]);
    expect((await consent()).optedOutAt).toBeNull();
    expect(await seat()).toBe('yes');
    await scene.says(mother, answer);
    expect(await seat()).toBe(state);
    expect((await consent()).optedOutAt !== null).toBe(out);
    expect((await consent()).suspendedAt).toBeNull();
  },
);

test.each([['CANCELAR'], ['Cancelar'], ['Salir'], ['cancelar por favor']])(
  '%s of a family without a seat is no opt-out',
  async (body) => {
    await scene.invite(mother);
    await scene.says(mother, body);
    expect((await consent()).optedOutAt).toBeNull();
  },
);

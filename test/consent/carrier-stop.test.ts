import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DAY } from '#domain';
import { compose } from '#outbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  scene = await startConsentScene('carrier-stop');
  await scene.program.load(workshop({ id: 'report-card', title: { es: 'La boleta' } }));
});

beforeEach(async () => {
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
});

afterAll(() => scene.close());

/** Twilio refuses the next text to her with 21610, and that has been dealt with. */
async function refused(): Promise<void> {
  const { twilio } = scene.program;
  await twilio.faults([
    { kind: 'error', status: 400, code: 21610, match: { to: mother }, times: 1 },
  ]);
  await scene.invite(mother);
  await isBlocked();
}

const isBlocked = () =>
  until('she is opted out', async () =>
    Boolean((await scene.contact(mother)).consent.carrierBlockedAt),
  );

const changes = async () => (await scene.changes(mother)).slice(1);

it('is an opt-out when the create is answered with 21610, and nothing is said to her', async () => {
  await refused();
  const { consent } = await scene.contact(mother);
  expect(consent.optedOutAt).not.toBeNull();
  expect(consent.carrierBlockedAt).not.toBeNull();
  expect(await changes()).toEqual(['opted_out', 'carrier_blocked']);
  expect((await scene.ledger(mother)).at(-2)).toMatchObject({ medium: 'carrier', by: 'twilio' });
  await scene.invite(mother, 'report-card');
  expect(await scene.hears(mother)).toEqual([]);
  const tried = (await scene.program.twilio.requests()).filter(({ to }) => to === mother);
  expect(tried).toHaveLength(1);
});

it('is an opt-out when a receipt brings 21610, once however often it comes', async () => {
  const { twilio } = scene.program;
  await twilio.faults([
    { kind: 'delivery', errorCode: 21610, match: { to: mother }, times: 1 },
    { kind: 'callback_repeated', match: { to: mother }, times: 1 },
  ]);
  await scene.invite(mother);
  await isBlocked();
  await scene.invite(mother, 'report-card');
  expect(await changes()).toEqual(['opted_out', 'carrier_blocked']);
  expect((await scene.stored(mother)).at(-1)).toMatchObject({ reason: 'opted_out' });
});

it('cancels what else was queued for her', async () => {
  const { world } = scene.program;
  await queueNotice();
  await refused();
  const { _id } = await scene.contact(mother);
  const waited = await world.store.messages.findOne({ contact: _id, body: 'Mañana' });
  expect(waited).toMatchObject({ state: 'cancelled', reason: 'opted_out' });
});

/** Something of tomorrow that waits for her. */
async function queueNotice(): Promise<void> {
  const { world, clock } = scene.program;
  const contact = await scene.contact(mother);
  const draft = {
    cause: `test:${mother}`,
    kind: 'notice',
    body: 'Mañana',
    language: 'es',
    hours: 'usual',
    validUntil: new Date(clock.now().getTime() + DAY),
  } as const;
  await world.store.transaction((tx) => compose(world, contact, [draft], tx));
  const tomorrow = { dueAt: new Date(clock.now().getTime() + DAY / 2) };
  await world.store.messages.updateOne({ cause: draft.cause }, { $set: tomorrow });
}

it('ends with her START: the block and the opt-out are lifted, each with its entry', async () => {
  await refused();
  await scene.says(mother, 'START');
  expect((await changes()).slice(2)).toEqual(['carrier_unblocked', 'granted']);
  expect((await scene.contact(mother)).consent).toMatchObject({
    optedOutAt: null,
    carrierBlockedAt: null,
  });
});

it('lets the question through to a bare YES, by which Twilio has lifted its block', async () => {
  await refused();
  await scene.hears(mother);
  await scene.says(mother, 'YES');
  expect((await changes()).slice(2)).toEqual(['carrier_unblocked', 'number_given', 'requested']);
  expect(await scene.hears(mother)).toEqual([expect.stringMatching(/¿Quiere recibir mensajes/)]);
});

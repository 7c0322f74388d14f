import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeTurns } from '#conversations';
import { MINUTE } from '#domain';
import { deliver } from '#outbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

let scene: ConsentScene;

beforeAll(async () => {
  scene = await startConsentScene('late-confirmation', { workers: false });
  await scene.program.load(family(1), family(2));
});

afterAll(() => scene.close());

/** She says ALTO; her turn is taken, and its text delivered, only so many minutes later. */
async function confirmedAfter(phone: string, minutes: number) {
  const { world, clock, twilio } = scene.program;
  await twilio.inbound({ from: phone, body: 'ALTO' });
  const { _id } = await scene.contact(phone);
  clock.moveTo(new Date(clock.now().getTime() + minutes * MINUTE));
  await takeTurns(world, _id);
  await deliver(world, _id);
  const [confirmation] = await scene.stored(phone);
  return `${confirmation?.state} ${confirmation?.reason}`;
}

it('confirms a stop whose turn was late by less than five minutes', async () => {
  expect(await confirmedAfter(phoneOf(1), 4)).toBe('sent null');
});

it('confirms nothing later than five minutes after the stop', async () => {
  expect(await confirmedAfter(phoneOf(2), 6)).toBe('withheld stale');
  expect((await scene.contact(phoneOf(2))).consent.optedOutAt).not.toBeNull();
});

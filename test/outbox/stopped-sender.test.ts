import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE } from '#domain';
import { answerOf, runCommand } from '../support/command-world.ts';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

const STAFF = '+12135550901';
let scene: ConsentScene;

beforeAll(async () => {
  scene = await startConsentScene('stoppedsender', { still: true });
  const staff = { kind: 'staff', id: 'ruiz', phone: STAFF, language: 'es', sites: ['bolivar'] };
  await scene.program.load(family(1), family(2), family(3), staff);
});

afterAll(() => scene.close());

const tries = async () => (await scene.program.twilio.requests()).length;
const last = async (n: number) => (await scene.stored(phoneOf(n))).at(-1);

test('a sender that Twilio refuses rests, uses up no family, and staff are told once', async () => {
  const { twilio, clock, world } = scene.program;
  await twilio.faults([{ kind: 'error', status: 401, code: 20003, times: 1 }]);
  await scene.invite(phoneOf(1));
  expect(await last(1)).toMatchObject({ state: 'queued', reason: 'sender_stopped' });
  await scene.invite(phoneOf(2));
  // Her own message is answered when the sender is back, and not in vain before.
  await scene.says(phoneOf(3), 'hola');
  expect(await last(2)).toMatchObject({ state: 'queued', reason: 'sender_stopped' });
  expect(await tries()).toBe(1);
  const called = async () => (await world.store.messages.exists({ kind: 'staff' })) !== null;
  await until('staff are called', called);
  expect(await tries()).toBe(1);

  clock.moveTo(new Date(clock.now().getTime() + 11 * MINUTE));
  await scene.settled();
  expect(await scene.hears(phoneOf(1))).toHaveLength(1);
  expect(await scene.hears(phoneOf(2))).toHaveLength(1);
  expect(await scene.hears(phoneOf(3))).not.toEqual([]);
  expect(await scene.hears(STAFF)).toEqual([expect.stringMatching(/Twilio rechaza.*twilio-20003/)]);
});

test('it rests longer where the first text after the rest is refused too', async () => {
  const { twilio, clock } = scene.program;
  await twilio.faults([{ kind: 'error', status: 401, code: 20003, times: 1 }]);
  await scene.program.load(family(4), family(5));
  await scene.invite(phoneOf(4));
  const before = clock.now().getTime();
  expect((await last(4))?.dueAt.getTime()).toBe(before + 20 * MINUTE);
});

test('a person who has put it right ends the rest, and all that waited goes', async () => {
  const { program } = scene;
  const waiting = [...(await scene.stored(phoneOf(4))), ...(await scene.stored(phoneOf(5)))];
  await program.load(family(6));
  await scene.invite(phoneOf(6));
  expect(await last(6)).toMatchObject({ state: 'queued', reason: 'sender_stopped' });
  const waited = waiting.filter(({ state }) => state === 'queued').length + 1;
  const answer = { channel: 'sms', outcome: 'resumed', waited };
  expect(await answerOf(program, 'resume-sender', { channel: 'sms' })).toEqual(answer);
  await scene.settled();
  expect(await scene.hears(phoneOf(4))).toHaveLength(1);
  expect(await scene.hears(phoneOf(6))).toHaveLength(1);
  expect(await runCommand(program, 'resume-sender', { channel: 'sms' })).toEqual({
    kind: 'refused',
    reason: 'The sender of sms does not rest: nothing was changed.',
  });
});

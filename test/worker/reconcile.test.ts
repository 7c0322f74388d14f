import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcile } from '#inbox';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { newSid } from '../support/signed-post.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('reconcile');
  await program.load(programme, site(), workshop(), family(1), family(2));
});

afterAll(() => program.close());

const recorded = (body: string) => program.world.store.inbound.findOne({ body }).lean();

test('a clock moved by five minutes makes the reconcile due, which finds a message without a webhook', async () => {
  const { settings } = program.world.store;
  await until('the first reconcile has set its mark', async () =>
    Boolean(await settings.findById('reconciled')),
  );
  await program.twilio.webhook(null);
  await program.twilio.inbound({ from: phoneOf(1), body: 'sí vamos 3' });
  program.clock.moveTo(new Date(program.clock.now().getTime() + 6 * 60_000));
  await until('it is found', async () => Boolean(await recorded('sí vamos 3')), 15_000);
  expect(await recorded('sí vamos 3')).toMatchObject({ recordedBy: 'reconcile' });
  await until('and answered', async () =>
    (await program.texts(phoneOf(1))).some((text) => text.includes('3 lugares')),
  );
});

test('a Twilio whose clock is moved as ours is brings no message from the future', async () => {
  const listed = {
    providerId: newSid(),
    channel: 'sms' as const,
    phone: phoneOf(2),
    to: '+15005550006',
    body: 'hola',
    mediaCount: 0,
    createdAt: program.clock.now(),
    status: 'received',
  };
  const { world } = program;
  await reconcile({ ...world, channel: { ...world.channel, listReceived: async () => [listed] } });
  const { receivedAt } = (await recorded('hola'))!;
  expect(receivedAt.getTime()).toBeLessThanOrEqual(program.clock.now().getTime());
});

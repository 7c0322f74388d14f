import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { ReceivedText } from '#channels';
import { recordInbound } from '#inbox';
import type { Inbound } from '#storage';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { newSid } from '../support/signed-post.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('inbox', { workers: false });
  await program.load(programme, site(), workshop(), family(1), family(2));
});

afterAll(() => program.close());

function text(change: Partial<ReceivedText> = {}): ReceivedText {
  return {
    providerId: newSid(),
    accountSid: '',
    channel: 'sms',
    phone: phoneOf(1),
    to: '+15005550006',
    body: 'hola',
    mediaTypes: [],
    button: null,
    repliedTo: null,
    optOutType: null,
    ...change,
  };
}

const record = (message: ReceivedText, by: Inbound['recordedBy'] = 'webhook') =>
  recordInbound(program.world, message, by, program.clock.now());

test.each([['hola'], ['ya estuvo'], ['ALTO']])(
  'one message that comes by webhook and by reconcile at once is recorded once: %s',
  async (body) => {
    const message = text({ body, phone: phoneOf(2) });
    const outcomes = await Promise.all(
      (['webhook', 'reconcile', 'webhook', 'reconcile'] as const).map((by) => record(message, by)),
    );
    const kinds = outcomes.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['ignored', 'ignored', 'ignored', 'recorded']);
    expect(outcomes).toContainEqual({ kind: 'ignored', reason: 'duplicate' });
    const { providerId } = message;
    expect(await program.world.store.inbound.countDocuments({ providerId })).toBe(1);
    const cause = { cause: { $regex: `:${providerId}$` } };
    const entries = await program.world.store.consentEvents.countDocuments(cause);
    expect(entries).toBe(body === 'hola' ? 0 : 1);
  },
);

it('makes one contact of a phone that writes many times at once for the first time', async () => {
  const phone = phoneOf(3);
  await Promise.all(
    ['hola', 'ALTO', 'buenas', 'sí', 'ALTO'].map((body) => record(text({ phone, body }))),
  );
  expect(await program.world.store.contacts.countDocuments({ phone })).toBe(1);
  expect(await program.world.store.inbound.countDocuments({ body: 'buenas' })).toBe(1);
});

it('hands every message on for a turn, in the order they came', async () => {
  const bodies = Array.from({ length: 30 }, (_, i) => `mensaje ${i}`);
  for (const body of bodies) await record(text({ body, phone: phoneOf(4) }));
  const { contacts, inbound } = program.world.store;
  const contact = (await contacts.findOne({ phone: phoneOf(4) }))?._id;
  const waiting = await inbound
    .find({ contact, handled: false })
    .sort({ receivedAt: 1, _id: 1 })
    .lean<Inbound[]>();
  expect(waiting.map(({ body }) => body)).toEqual(bodies);
  await until('the turns are queued', async () => {
    const { waiting: jobs = 0 } = await program.world.queue.counts('turns');
    return jobs >= bodies.length;
  });
});

it('leaves a stop of no phone alone, but keeps it for a person', async () => {
  const message = text({ phone: null, body: 'ALTO' });
  expect(await record(message)).toEqual({ kind: 'ignored', reason: 'not_a_phone' });
  const { providerId } = message;
  expect(await program.world.store.inbound.findOne({ providerId }).lean()).toMatchObject({
    contact: null,
    handled: true,
    forPerson: 'not_a_phone',
  });
});

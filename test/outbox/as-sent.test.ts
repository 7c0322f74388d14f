import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTwilio } from '#channels';
import { type Contact, type Message, normaliseText, SECOND } from '#domain';
import { compose, type Draft, deliverGroup, openPace } from '#outbox';
import { noticesTo } from '../support/notices.ts';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';

let program: TestProgram;
let n = 0;

beforeAll(async () => {
  program = await startTestProgram('assent', { workers: false, still: true });
  await program.load(programme, site(), site('austin', 'America/Chicago', 'TX'));
  await program.twilio.faults([{ kind: 'callback_lost' }]);
});

afterAll(() => program.close());

/** Sends a notice now; gives it as stored and as Twilio has it. */
async function send(change: Partial<Draft>, her: Record<string, unknown> = {}) {
  const { world, twilio } = program;
  n += 1;
  await program.load(family(n, her));
  const contact = await world.store.contacts
    .findOne({ phone: phoneOf(n) })
    .lean<Contact>()
    .orFail();
  const draft: Draft = {
    ...{ cause: `n${n}`, kind: 'notice', language: 'es', hours: 'usual', body: 'Aviso.' },
    validUntil: new Date('2026-12-05T10:00:00-08:00'),
    ...change,
  };
  const { messages } = await world.store.transaction((tx) => compose(world, contact, [draft], tx));
  await deliverGroup(world, [messages[0]!._id]);
  const stored = await world.store.messages.findById(messages[0]!._id).lean<Message>().orFail();
  const there = (await twilio.messages()).filter(({ to }) => to === phoneOf(n)).at(-1);
  return { stored, there };
}

describe('a text by SMS is measured as Twilio bills it', () => {
  const long = 'x'.repeat(140);
  test.each([
    ['é as e and an accent is one letter of GSM-7', `${long} cafe\u0301`, `${long} café`, 1],
    ['ñ as n and a tilde', `${long} man\u0303ana`, `${long} mañana`, 1],
    ['curly quotes are made plain', `“Taller” ${long}`, `"Taller" ${long}`, 1],
    ['an ellipsis and a dash', `Hoy… — ${long}`, `Hoy... - ${long}`, 1],
    ['í as i and an accent costs double', `${long} di\u0301a`, `${long} día`, 3],
  ])('%s', async (_what, body, sent, segments) => {
    const { stored, there } = await send({ body });
    expect(there).toMatchObject({ body: sent, segments });
    expect(stored.segments).toBe(segments);
    expect(stored.body).toBe(normaliseText(body));
  });
});

describe('a text does not lie in Twilio’s queue beyond', () => {
  test.each([
    // 11:00 in Los Angeles; the hard limit there is 21:00, beyond Twilio's longest ten hours by nothing.
    ['the hard limit of the day', {}, {}, 36_000],
    ['the hard limit of her own state', {}, { sites: ['austin'] }, 8 * 3600],
    ['its own use', { validUntil: new Date('2026-12-01T12:00:00-08:00') }, {}, 3600],
    [
      'the hard limit, though it was marked for any hour',
      { hours: 'any' },
      { sites: ['austin'] },
      8 * 3600,
    ],
  ] as const)('%s', async (_what, draft, her, seconds) => {
    const { there } = await send(draft, her);
    expect(there?.validityPeriod).toBe(seconds);
  });
});

test('a 429 costs nothing of the sender’s time', async () => {
  const { world, twilio } = program;
  const lines = Array.from({ length: 10 }, (_, i) => family(50 + i));
  await program.load(...lines);
  const phones = lines.map(({ phone }) => phone);
  const found = await world.store.contacts.find({ phone: { $in: phones } }).lean<Contact[]>();
  await world.store.settings.deleteMany({ _id: 'pace' });
  const slow = { ...world, pace: { ...openPace(world.store, 1, () => '2026-12'), perSecond: 10 } };
  const texts = await noticesTo(
    world,
    found.map(({ _id }) => _id),
  );
  const segments = (await world.store.messages.findById(texts[0]).lean<Message>().orFail())
    .segments;
  await twilio.faults([{ kind: 'error', status: 429, code: 20429, times: 6 }]);
  await deliverGroup(slow, texts);
  const sent = await world.store.messages.countDocuments({ _id: { $in: texts }, state: 'sent' });
  expect(sent).toBe(4);
  const backlog = await openPace(world.store, 1, () => '2026-12').backlog();
  expect(backlog).toBeLessThanOrEqual(4 * segments * SECOND);
});

describe('the channel refuses before the call', () => {
  const text = {
    messageId: 'm',
    channel: 'sms' as const,
    phone: phoneOf(1),
    body: 'Hola',
    media: null,
  };
  const rest = { buttons: null, template: null, validForSeconds: 60 };
  const link = 'https://example.org/a.jpg';
  test.each([
    ['1,601 characters', { body: 'x'.repeat(1601) }, '21617'],
    ['eleven pictures', { media: Array.from({ length: 11 }, () => link) }, '21620'],
    ['a picture without https', { media: ['http://example.org/a.jpg'] }, '21620'],
    ['nothing', { body: ' ' }, '21602'],
  ])('%s', async (_what, change, code) => {
    const before = (await program.twilio.requests()).length;
    await expect(program.world.channel.send({ ...text, ...rest, ...change })).rejects.toMatchObject(
      {
        code,
        retryable: false,
      },
    );
    expect(await program.twilio.requests()).toHaveLength(before);
  });

  test('and takes 1,600 characters and ten pictures', async () => {
    const full = { body: 'ñ'.repeat(1600), media: Array.from({ length: 10 }, () => link) };
    const settings = { ...ACCOUNT, messagingServiceSid: null, whatsappFrom: null, timeoutMs: 2000 };
    const channel = openTwilio({ ...settings, apiUrl: program.twilioUrl, publicUrl: program.url });
    expect((await channel.send({ ...text, ...rest, ...full })).providerId).toMatch(/^MM/);
  });
});

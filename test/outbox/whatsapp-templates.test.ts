import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { takeTurns } from '#conversations';
import type { Contact, Message } from '#domain';
import { compose, type Draft } from '#outbox';
import { loadLine } from '../../src/load.ts';
import { runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { invite } from '../support/seats.ts';
import { until } from '../support/until.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MEXICO = '+525512345678';
const UTILITY = `HX${'a'.repeat(32)}`;
const MARKETING = `HX${'b'.repeat(32)}`;
const PAUSED = `HX${'c'.repeat(32)}`;
const home = mkdtempSync(join(tmpdir(), 'puente-clock-'));
const clockFile = join(home, 'clock');

let program: TestProgram;

beforeAll(async () => {
  writeFileSync(clockFile, '0');
  program = await startTestProgram('templates', {
    workers: false,
    still: true,
    emulator: {
      whatsappFrom: 'whatsapp:+15005550010',
      clockFile,
      templates: {
        [UTILITY]: 'Le recordamos: {{1}} es {{2}}, en {{3}}. Le esperamos.',
        [MARKETING]: { body: 'Aviso: {{1}}, y nada más.', category: 'MARKETING' },
        [PAUSED]: { body: 'Aviso: {{1}}, y nada más.', errorCode: 63041 },
      },
    },
  });
  moveTo('2026-12-01T11:00:00-08:00');
  await program.load(programme, site(), workshop({ place: 'Salón 14,\nentrada B' }));
});

afterAll(async () => {
  await program.close();
  rmSync(home, { recursive: true });
});

/** Both our clock and the emulator's: Meta's 24 hours pass too. */
function moveTo(at: string): void {
  program.clock.moveTo(at);
  writeFileSync(clockFile, String(new Date(at).getTime() - Date.now()));
}

const template = (stage: string, contentSid: string | null, variables: object, more = {}) => ({
  ...{ kind: 'template', stage, language: 'es', contentSid, category: 'UTILITY', variables },
  ...more,
});
const REMINDER = {
  1: '{{title}}',
  2: '{{startsAt, longDate}}, {{startsAt, time}}',
  3: '{{place}}',
};

async function contactOf(phone: string): Promise<Contact> {
  return program.world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
}

async function says(phone: string, body: string): Promise<void> {
  const { status } = await program.twilio.inbound({ from: `whatsapp:${phone}`, body });
  expect(status).toBe(200);
  await takeTurns(program.world, (await contactOf(phone))._id);
  await runDue(program.world);
}

/** Does what is due, hears what Twilio says of it, and does what is due by that. */
async function runToTheEnd(): Promise<void> {
  const { messages } = program.world.store;
  const waits = ['accepted', 'queued', 'sending', 'sent'] as const;
  for (let round = 0; round < 3; round += 1) {
    await runDue(program.world);
    const open = { state: 'sent' as const, providerStatus: { $in: [...waits, null] } };
    await until('every receipt is in', async () => (await messages.exists(open)) === null);
  }
}

async function stored(phone: string, stage: string): Promise<Message[]> {
  const { _id: contact } = await contactOf(phone);
  const { messages } = program.world.store;
  return messages.find({ contact, stage }).sort({ createdAt: 1, _id: 1 }).lean<Message[]>();
}

const heard = (phone: string) => program.texts(`whatsapp:${phone}`);
const lines = (texts: Message[]) =>
  texts.map(({ channel, state, reason, providerStatus, errorCode }) =>
    [channel, state, reason, providerStatus, errorCode].filter(Boolean).join(' '),
  );

test('a number abroad that joined by WhatsApp is a contact in full, within its hours', async () => {
  await says(MEXICO, 'hola');
  await says(MEXICO, 'sí');
  const joined = await contactOf(MEXICO);
  expect(joined.consent.granted.workshops).toBeDefined();
  await program.load({ kind: 'contact', phone: MEXICO, language: 'es', sites: ['bolivar'] });
  await invite(program.world);
  await runDue(program.world);
  await says(MEXICO, 'sí vamos 2');
  const rsvp = await program.world.store.rsvps.findOne({ contact: joined._id }).lean();
  expect(rsvp).toMatchObject({ state: 'yes', party: 2 });
  expect((await heard(MEXICO)).at(-1)).toContain('2 lugares');
});

test('outside the 24 hours the template of the stage says it, filled from the facts', async () => {
  await program.load(template('reminder_3d', UTILITY, REMINDER));
  await until('it is known', () => program.world.programme().templates?.reminder_3d !== undefined);
  // Twelve in Mexico City is no hour of hers: her site's is Los Angeles.
  moveTo('2026-12-02T10:30:00-08:00');
  await runToTheEnd();
  expect(await stored(MEXICO, 'reminder_3d')).toEqual([]);
  moveTo('2026-12-02T12:00:30-08:00');
  await runToTheEnd();
  const texts = await stored(MEXICO, 'reminder_3d');
  expect(lines(texts)).toEqual([expect.stringMatching(/^whatsapp sent (delivered|read)$/)]);
  expect((await heard(MEXICO)).at(-1)).toBe(
    'Le recordamos: Leer en casa es sábado 5 de diciembre, 10:00 a. m., en Salón 14, entrada B. Le esperamos.',
  );
});

test('without a template, and where no SMS is sent, it is withheld as outside the window', async () => {
  moveTo('2026-12-04T18:00:30-08:00');
  await runToTheEnd();
  expect(lines(await stored(MEXICO, 'reminder_1d'))).toEqual(['whatsapp withheld window']);
});

test('SMS is the way out abroad only where the programme sends there', async () => {
  await program.load({ ...programme, smsAbroad: ['MX'] });
  await until('it is known', () => program.world.programme().smsAbroad?.length === 1);
  moveTo('2026-12-05T08:00:30-08:00');
  await runToTheEnd();
  expect(lines(await stored(MEXICO, 'morning_of'))).toEqual(['sms sent delivered']);
  await program.load({ ...programme, smsAbroad: [] });
  await until('it is known', () => program.world.programme().smsAbroad?.length === 0);
});

/** A notice of a stage to a family of the United States whom no SMS reaches, or any other. */
async function notify(n: number, stage: string, change: Partial<Contact>): Promise<Message[]> {
  const { world } = program;
  await program.load(family(n));
  const contact = await contactOf(phoneOf(n));
  await world.store.contacts.updateOne({ _id: contact._id }, { $set: change });
  const draft: Draft = {
    ...{ cause: `${stage}:${n}`, kind: 'notice', body: 'Hay cambios.', language: 'es', stage },
    ...{ hours: 'hard', channel: 'whatsapp', validUntil: new Date('2026-12-06T12:00:00-08:00') },
  };
  const fresh = await contactOf(phoneOf(n));
  await world.store.transaction((tx) => compose(world, fresh, [draft], tx));
  await runToTheEnd();
  return stored(phoneOf(n), stage);
}

const LONG_AGO = { whatsapp: new Date('2026-11-20T11:00:00-08:00') };

test('a MARKETING template never goes to +1: the text goes by SMS, or not at all', async () => {
  const marketing = { category: 'MARKETING' };
  await program.load(template('moved', MARKETING, { 1: '{{text}}' }, marketing));
  await until('it is known', () => program.world.programme().templates?.moved !== undefined);
  expect(lines(await notify(1, 'moved', { lastInbound: LONG_AGO }))).toEqual([
    'sms sent delivered',
  ]);
  const dead = { lastInbound: LONG_AGO, numberDead: true };
  expect(lines(await notify(2, 'moved', dead))).toEqual(['whatsapp withheld window']);
});

test('an empty value is never sent: the text goes by SMS', async () => {
  await program.load(template('moved', UTILITY, { 1: '{{title}}', 2: '{{text}}', 3: '{{text}}' }));
  await until('it is changed', () => {
    return program.world.programme().templates?.moved?.es?.contentSid === UTILITY;
  });
  // The text is of no workshop, so there is no title.
  const texts = await notify(3, 'moved', { lastInbound: LONG_AGO });
  expect(lines(texts)).toEqual(['sms sent delivered']);
});

test('63016 on a text we thought within the 24 hours sends the template, once', async () => {
  await program.load(template('cancelled', UTILITY, { 1: '{{text}}', 2: 'hoy', 3: '{{text}}' }));
  await until('it is known', () => program.world.programme().templates?.cancelled !== undefined);
  // We have her message; Meta has not.
  const texts = await notify(4, 'cancelled', { lastInbound: { whatsapp: program.clock.now() } });
  expect(lines(texts)).toEqual([
    'whatsapp sent replaced undelivered 63016',
    expect.stringMatching(/^whatsapp sent (delivered|read)$/),
  ]);
  expect((await heard(phoneOf(4))).at(-1)).toContain('Le recordamos: Hay cambios. es hoy');
});

test('63049 and 63032 after acceptance send it by SMS, exactly once', async () => {
  const meets = {
    kind: 'delivery',
    errorCode: 63049,
    match: { to: `whatsapp:${phoneOf(5)}` },
  } as const;
  await program.twilio.faults([
    { ...meets, times: 1 },
    { kind: 'callback_repeated', match: { to: `whatsapp:${phoneOf(5)}` } },
  ]);
  const texts = await notify(5, 'cancelled', { lastInbound: LONG_AGO });
  expect(lines(texts)).toEqual(['whatsapp sent replaced undelivered 63049', 'sms sent delivered']);
  expect(await program.texts(phoneOf(5))).toEqual(['Hay cambios.']);
  // She is told nothing a third time, whatever becomes of the SMS.
  const to = `whatsapp:${phoneOf(6)}`;
  await program.twilio.faults([
    { kind: 'delivery', errorCode: 63032, match: { to }, times: 1 },
    { kind: 'delivery', errorCode: 30005, match: { to: phoneOf(6) }, times: 1 },
  ]);
  const both = await notify(6, 'cancelled', { lastInbound: LONG_AGO });
  expect(lines(both)).toEqual([
    'whatsapp sent replaced undelivered 63032',
    'sms sent undelivered 30005',
  ]);
});

test('a template that Meta has paused is used no more until it is loaded anew', async () => {
  const paused = template('seat_offer', PAUSED, { 1: '{{text}}' });
  await program.load(paused);
  await until('it is known', () => program.world.programme().templates?.seat_offer !== undefined);
  const first = await notify(7, 'seat_offer', { lastInbound: LONG_AGO });
  expect(lines(first)).toEqual(['whatsapp sent replaced undelivered 63041', 'sms sent delivered']);
  const stopped = () => program.world.programme().templates?.seat_offer?.es?.stopped ?? null;
  await until('it is stopped', () => stopped() === '63041');
  const second = await notify(8, 'seat_offer', { lastInbound: LONG_AGO });
  expect(lines(second)).toEqual(['sms sent delivered']);
  await program.load(paused);
  await until('it is used again', () => stopped() === null);
});

test('within the 24 hours the text itself goes, whatever templates there are', async () => {
  await says(phoneOf(9), 'hola');
  const texts = await notify(9, 'seat_offer', {});
  expect(lines(texts)).toEqual([expect.stringMatching(/^whatsapp sent (delivered|read)$/)]);
  expect((await heard(phoneOf(9))).at(-1)).toBe('Hay cambios.');
});

test.each([
  [{ stage: 'remainder' }, /stage: must be one of/],
  [{ contentSid: 'HX12' }, /contentSid: must be HX/],
  [{ category: 'AUTHENTICATION' }, /category: must be UTILITY or MARKETING/],
  [{ variables: { 1: '{{child}}' } }, /variables.1: may speak of/],
  [{ variables: { 1: '{{startsAt}}' } }, /a date needs a form/],
  [{ variables: { name: '{{title}}' } }, /variables: must be numbered/],
])('load refuses a template with %o', async (wrong, reason) => {
  const line = { ...template('invitation', UTILITY, REMINDER), ...wrong };
  const outcome = await loadLine(program.world, JSON.stringify(line));
  expect(outcome).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(reason) });
});

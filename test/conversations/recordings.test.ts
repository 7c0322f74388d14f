import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import type { Workshop } from '#domain';
import { dirsWithAudio, TINY_MP3 } from '../support/content-with.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'puente-recordings-'));
const MEXICAN = '+525512345678';
let program: TestProgram;

beforeAll(async () => {
  const by = 'Juana Pérez';
  const files = { 'invite.mp3': TINY_MP3, 'call.mp3': TINY_MP3, 'people.mp3': TINY_MP3 };
  const texts = {
    'rsvp.invite_first': 'invite.mp3',
    'common.no_language': 'call.mp3',
    'rsvp.headcount': 'people.mp3',
  };
  const reminder = { 'common.reminder_1d': 'tomorrow.mp3' };
  const dirs = dirsWithAudio(folder, {
    mam: { manifest: { by, texts }, files },
    es: { manifest: { by, texts: reminder }, files: { 'tomorrow.mp3': TINY_MP3 } },
  });
  program = await startTestProgram('recordings', {
    dirs,
    emulator: { whatsappFrom: 'whatsapp:+15005550010' },
  });
  // Mexico gets SMS too, and no MMS.
  await program.load({ ...programme, smsAbroad: ['MX'] }, site(), workshop());
  await program.load(family(1, { language: 'mam' }), family(2));
  await program.load(family(3, { language: 'mam', phone: MEXICAN }), family(4, { language: 'en' }));
  await start('invitation');
  await until('all are invited', async () => (await heard(MEXICAN)).length === 2);
});

afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(stage: 'invitation' | 'reminder_1d'): Promise<void> {
  const { store, queue } = program.world;
  const reading = await store.workshops.findById('reading').lean<Workshop>().orFail();
  const states = stage === 'invitation' ? ['invited' as const] : ['yes' as const];
  await queue.enqueue([await begin(program.world, reading, stage, states)]);
}

/** What came to an address: the words, and the addresses of what can be heard. */
async function heard(to: string): Promise<{ body: string; media: string[] }[]> {
  const sent = (await program.twilio.messages()).filter((m) => m.to === to);
  return sent.map(({ body, media }) => ({ body, media: media.map(({ url }) => url) }));
}

async function reply(from: string, body: string, texts: number) {
  const before = (await heard(from)).length;
  await program.twilio.inbound({ from, body });
  await until('she is answered', async () => (await heard(from)).length >= before + texts);
  return (await heard(from)).slice(before);
}

test('a family that speaks Mam hears the invitation, with the Spanish words', async () => {
  const phone = phoneOf(1);
  await until('both texts are there', async () => (await heard(phone)).length === 2);
  expect(await heard(phone)).toEqual([
    {
      body: expect.stringMatching(/^Parent College: le invitamos/),
      media: [`${program.url}/audio/mam/invite.mp3`],
    },
    {
      body: expect.stringContaining('le va a llamar'),
      media: [`${program.url}/audio/mam/call.mp3`],
    },
  ]);
  const [first] = (await program.twilio.messages()).filter((m) => m.to === phone);
  expect(first).toMatchObject({ sid: expect.stringMatching(/^MM/) });
  expect(first?.media).toMatchObject([{ contentType: 'audio/mpeg' }]);
});

test('other families read the same without a recording', async () => {
  for (const n of [2, 4]) {
    await until('it is invited', async () => (await heard(phoneOf(n))).length === 1);
    expect(await heard(phoneOf(n))).toMatchObject([{ media: [] }]);
  }
});

test('where no MMS goes, the words go alone', async () => {
  expect(await heard(MEXICAN)).toMatchObject([{ media: [] }, { media: [] }]);
});

test('Twilio fetches the recording at that address, as what it is', async () => {
  const address = `${program.url}/audio/mam/invite.mp3`;
  for (const method of ['GET', 'HEAD']) {
    const response = await fetch(address, { method });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('content-length')).toBe(String(TINY_MP3.length));
    expect(response.headers.get('content-disposition')).toBe('inline; filename="invite.mp3"');
  }
  expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(TINY_MP3);
});

test.each([
  '/audio/mam/audio.json',
  '/audio/mam/other.mp3',
  '/audio/es/invite.mp3',
  '/audio/constructor/invite.mp3',
  '/audio/mam/..%2F..%2Fes%2Fcommon.json',
  '/audio/..%2Fes/common.json',
  '/audio/mam/%E0%A4%A',
])('%s is not there', async (path) => {
  const response = await fetch(program.url + path);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
});

test('by WhatsApp the words come first, and then what can be heard', async () => {
  const [words, sound, ...more] = await reply(`whatsapp:${phoneOf(1)}`, 'sí', 2);
  expect(words).toEqual({ body: expect.stringContaining('¿Cuántas personas'), media: [] });
  expect(sound).toEqual({ body: '', media: [`${program.url}/audio/mam/people.mp3`] });
  expect(more).toEqual([]);
  const [booked] = await reply(`whatsapp:${phoneOf(1)}`, '3', 1);
  expect(booked).toEqual({ body: expect.stringContaining('3 lugares'), media: [] });
});

test('a reminder is heard too, by who speaks the language it is recorded in', async () => {
  for (const [n, words] of [
    [2, 'sí vamos 2'],
    [4, 'yes, 2 of us'],
  ] as const)
    await reply(phoneOf(n), words, 1);
  await start('reminder_1d');
  const reminder = async (n: number) =>
    (await heard(phoneOf(n))).find(({ body }) => /^(Mañana|Tomorrow)/.test(body));
  await until('both are reminded', async () => Boolean((await reminder(2)) && (await reminder(4))));
  expect((await reminder(2))?.media).toEqual([`${program.url}/audio/es/tomorrow.mp3`]);
  expect((await reminder(4))?.media).toEqual([]);
});

test('the page with the phones plays it', async () => {
  const page = await (
    await fetch(`${program.twilioUrl}/phones?phone=${encodeURIComponent(phoneOf(1))}`)
  ).text();
  expect(page).toMatch(/<audio[^>]+src="[^"]+\/audio\/mam\/invite\.mp3"/);
});

import { request } from 'node:http';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprints } from '#content';
import type { Contact } from '#domain';
import { createApp, serve } from '#web';
import { contentWith } from '../support/content-with.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, programme, site } from '../support/programme.ts';
import { readQr } from '../support/read-qr.ts';
import { until } from '../support/until.ts';

const HOSTILE = { id: 'a"b<i>/ö', name: '<img src=x onerror=alert(1)>' };

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('join-page');
  await program.load(programme, site(), { ...site('olmo'), name: 'Primaria Olmo' });
  await program.load({ ...site(), ...HOSTILE });
});

afterAll(() => program.close());

type Answer = { status: number; type: string; caching: string; policy: string; body: string };

/** Asks for a path exactly as it is written: fetch would tidy it first. */
function get(path: string, base = program.url): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(base, { path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          caching: response.headers['cache-control'] ?? '',
          policy: String(response.headers['content-security-policy']),
          body,
        }),
      );
    });
    asked.on('error', reject).end();
  });
}

const linksOf = (body: string) =>
  [...body.matchAll(/href="((?:sms|https):[^"]*)"/g)].map(([, link]) =>
    link!.replaceAll('&amp;', '&'),
  );

describe('the page of a word', () => {
  test('says who we are and what one gets, in both languages, and links that write the word', async () => {
    const { status, type, caching, body } = await get('/join/PADRES');
    expect({ status, type, caching }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      caching: 'public, max-age=300',
    });
    for (const words of [
      'Somos Parent College.',
      'We are Parent College.',
      'Hasta 3 mensajes por semana.',
      'Up to 3 texts a week.',
      'ALTO o STOP',
      'STOP or ALTO',
      'Puede haber cargos por mensajes y datos',
      'Message and data rates may apply',
      '(500) 555-0006',
      'Enviar PADRES por mensaje',
      'Send PARENTS by text',
    ])
      expect(body).toContain(words);
    expect(linksOf(body)).toEqual([
      'sms:+15005550006?&body=PADRES',
      'https://wa.me/15005550010?text=PADRES',
      'sms:+15005550006?&body=PARENTS',
      'https://wa.me/15005550010?text=PARENTS',
    ]);
  });

  test('names its site, by its id or its name, however it is written', async () => {
    const { body } = await get('/join/padres/BOLIVAR');
    expect(body).toContain('Primaria Bolívar');
    expect(linksOf(body)[0]).toBe('sms:+15005550006?&body=PADRES%20bolivar');
    expect((await get('/join/Padres/primaria%20bol%C3%ADvar')).body).toBe(body);
  });

  test('begins in the language of its word', async () => {
    const { body } = await get('/join/workshops');
    expect(body).toMatch(/^<!doctype html><html lang="en">/);
    expect(body.indexOf('Workshops for families')).toBeLessThan(body.indexOf('Talleres para'));
    expect(linksOf(body).filter((link) => link.startsWith('sms'))).toEqual([
      'sms:+15005550006?&body=WORKSHOPS',
      'sms:+15005550006?&body=TALLERES',
    ]);
  });

  test('has no script, asks for nothing else, and lets nothing else in', async () => {
    const { body, policy } = await get('/join/PADRES/bolivar');
    expect(body).not.toMatch(/<script|<iframe|\ssrc=|url\(|@import| style=| on\w+=/i);
    expect([...body.matchAll(/<link[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<link rel="icon" href="data:,"/>',
    ]);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/);
  });

  test('is the same for everybody, whoever is in our lists', async () => {
    const before = await get('/join/PADRES/bolivar');
    await program.load(family(1), family(2));
    expect(await get('/join/PADRES/bolivar')).toEqual(before);
  });

  test('writes what it is told as text, never as page', async () => {
    const { status, body } = await get(`/join/PADRES/${encodeURIComponent(HOSTILE.id)}`);
    expect(status).toBe(200);
    expect(body).toContain('&lt;img src=x onerror=alert(1)>');
    expect(body).not.toMatch(/<img|<i>/);
    expect(linksOf(body)[0]).toBe('sms:+15005550006?&body=PADRES%20a%22b%3Ci%3E%2F%C3%B6');
  });
});

const NOWHERE = [
  '/join',
  '/join/',
  '/join/NADA',
  '/join/PADRE',
  '/join/__proto__',
  '/join/constructor/toString',
  '/join/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/join/"><script>alert(1)</script>',
  '/join/%E0%A4%A',
  '/join/%00',
  '/join/PADRES%20bolivar',
  '/join/PADRES/bolivar/olmo',
  `/join/${'A'.repeat(5000)}`,
];

test.each(NOWHERE.map((path) => [path.slice(0, 60), path] as const))(
  'there is no page %s, which is said kindly and in both languages',
  async (_, path) => {
    const { status, type, caching, body } = await get(path);
    expect({ status, type, caching }).toEqual({
      status: 404,
      type: 'text/html; charset=utf-8',
      caching: 'public, max-age=60',
    });
    expect(body).toContain('No encontramos esta página.');
    expect(body).toContain('We could not find this page.');
    expect(body).not.toMatch(/alert|script|AAAA|NADA|proto|<a /);
  },
);

test.each(['nada', '..%2f..%2fpackage.json', '%3Cimg%20src%3Dx%3E', '%5B%24ne%5D', '-'])(
  'an unknown site %s leads to the page of the word alone',
  async (named) => {
    const { status, body } = await get(`/join/padres/${named}`);
    expect(status).toBe(404);
    expect(body).not.toMatch(/nada|<img|\$ne|package/);
    const onward = /<a class="button" href="([^"]*)"/.exec(body)?.[1];
    expect(onward).toBe(`${program.url}/join/PADRES`);
    expect((await get(onward!.slice(program.url.length))).status).toBe(200);
  },
);

test('what the link writes joins the family at that site, in the language of the word', async () => {
  const { body } = await get('/join/PADRES/olmo');
  const link = linksOf(body).find((one) => one.startsWith('sms:'))!;
  const message = decodeURIComponent(link.split('body=')[1]!);
  const phone = '+12135550191';
  await program.says(phone, message);
  await until('she is asked', async () => (await program.texts(phone)).length === 1);
  expect((await program.texts(phone))[0]).toContain('¿Quiere recibir mensajes de talleres');
  await program.says(phone, 'sí');
  await until('she has joined', async () => (await program.texts(phone)).length === 2);
  expect((await program.texts(phone))[1]).toContain('le va a escribir de talleres');
  const found = await program.world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
  expect(found).toMatchObject({ language: 'es', sites: ['olmo'] });
  expect(found.consent.granted.workshops).toBeInstanceOf(Date);
});

describe('where the page cannot be as it should', () => {
  /** The same program, with something else about it. */
  async function askWith(change: object, path: string): Promise<Answer> {
    const world = { ...program.world, ...change };
    const parts = { readiness: async () => ({}), log: world.log, webhooks: null, join: world };
    const web = await serve(createApp(parts), 0, '127.0.0.1');
    const answer = await get(path, `http://127.0.0.1:${web.port}`);
    await web.close();
    return answer;
  }

  test('nothing that nobody has read is shown while the real Twilio is used', async () => {
    const answer = await askWith({ live: true }, '/join/PADRES');
    expect(answer).toMatchObject({ status: 503, caching: 'no-store' });
    expect(answer.body).toMatch(/Inténtelo otra vez.*Please try again/s);
  });

  test('a language that was read over is shown alone', async () => {
    const texts = fingerprints(program.world.content().texts.es!);
    const review = { by: 'Ms. Ruiz', at: '2026-11-01T10:00:00Z', texts };
    const content = contentWith({ 'locales/es/review.json': review });
    const { status, body } = await askWith({ live: true, content: () => content }, '/join/PARENTS');
    expect(status).toBe(200);
    expect(body).toContain('Talleres para familias');
    expect(body).not.toContain('Workshops for families');
  });

  test.each([
    ['by SMS alone', { from: '+15005550006', whatsappFrom: null }, /^sms:/],
    ['by WhatsApp alone', { from: null, whatsappFrom: '+15005550010' }, /^https:\/\/wa\.me/],
  ])('it shows the ways there are: %s', async (_, twilio, only) => {
    const settings = { ...program.world.settings, twilio };
    const { body } = await askWith({ settings }, '/join/PADRES');
    expect(linksOf(body)).toEqual([expect.stringMatching(only), expect.stringMatching(only)]);
  });

  test('without a number of ours, or with MongoDB away, it asks to try later', async () => {
    const settings = { ...program.world.settings, twilio: { from: null, whatsappFrom: null } };
    expect((await askWith({ settings }, '/join/PADRES')).status).toBe(503);
    const find = () => {
      throw new Error('away');
    };
    const away = await askWith({ store: { sites: { find } } }, '/join/PADRES/bolivar');
    expect(away).toMatchObject({ status: 503, type: 'text/html; charset=utf-8' });
    expect(away.body).not.toContain('away');
  });
});

test.each(['L', 'M', 'Q', 'H'] as const)('our reader of codes reads those of level %s', (ecc) => {
  for (const text of ['a', 'http://127.0.0.1/join/ñ']) {
    expect(readQr(encode(text, { ecc, boostEcc: false, border: 0 }).data)).toBe(text);
  }
});

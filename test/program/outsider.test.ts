import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { removeHome, temporaryHome } from '../support/homes.ts';
import { freePort } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { freshDatabaseUri, redisUrl } from '../support/services.ts';
import { until } from '../support/until.ts';
import { type Child, clockFile, endChildren, puente, startChild } from './child.ts';
import { type OutsideTwilio, startOutsideTwilio } from './outside-twilio.ts';

// Whole programs are started, on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

// Somebody outside the project drives the whole program: by settings, webhooks, a clock file and commands.

const home = temporaryHome();
const clock = clockFile(join(home, 'clock'));
const [rosa, tomas, grace, elena] = [1, 2, 3, 4].map(phoneOf) as string[];
let twilio: OutsideTwilio;
let environment: Record<string, string>;
let program: Child;
let killed: Child;

const command = async (name: string, argument: object) => {
  const { code, lines } = await puente(environment, [name, JSON.stringify(argument)]);
  expect(lines).toHaveLength(1);
  return { code, ...lines[0] } as Record<string, unknown>;
};
const report = () => command('report', { workshop: 'reading' });
const reply = (phone: string, count: number) =>
  until(`text ${count} of a family`, () => twilio.texts(phone).length === count);

beforeAll(async () => {
  twilio = await startOutsideTwilio();
  const port = await freePort();
  environment = {
    ...twilio.environment,
    // A proxy of her network is for elsewhere: what is on this machine is not asked through it.
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    MONGODB_URI: freshDatabaseUri('outsider'),
    REDIS_URL: `${redisUrl()}/5`,
    PUENTE_HOME: home,
    PUENTE_CLOCK: clock.file,
    LOG_LEVEL: 'trace',
    TWILIO_TIMEOUT_MS: '2000',
  };
  clock.moveTo('2026-12-01T11:00:00-08:00');
  program = startChild(environment);
  await program.ready();
});

afterAll(async () => {
  await endChildren();
  await twilio.close();
  await removeHome(home);
});

test('her programme is loaded line by line, and a bad line stops no other', async () => {
  const lines = [
    programme,
    site(),
    workshop({ capacity: 5 }),
    family(1),
    family(2),
    'not json',
    { ...family(9), phone: '12' },
    { ...family(9), sites: ['nowhere'] },
    family(3, { language: 'en' }),
    family(4, { consent: undefined }),
  ].map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const { code, lines: outcomes } = await puente(environment, ['load'], lines.join('\n'));
  expect(code).toBe(0);
  expect(outcomes.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['programme', 'created'],
    ['bolivar', 'created'],
    ['reading', 'created'],
    [rosa, 'created'],
    [tomas, 'created'],
    [null, 'refused'],
    ['12', 'refused'],
    [phoneOf(9), 'refused'],
    [grace, 'created'],
    [elena, 'created'],
  ]);
  expect(outcomes[7]!.reason).toBe('site nowhere is not loaded: load it first');
});

test('an invitation goes to every family of the site that has consent, and to nobody else', async () => {
  expect(await command('invite', { workshop: 'reading' })).toEqual({
    code: 0,
    workshop: 'reading',
    outcome: 'inviting',
  });
  await until('three texts', () => twilio.created.length === 3);
  expect(twilio.created.map(({ form }) => form.To).sort()).toEqual([rosa, tomas, grace]);
  expect(twilio.refused).toEqual([]);
  for (const { form } of twilio.created) {
    expect(form.From).toBe(twilio.environment.TWILIO_FROM);
    expect(form.StatusCallback).toMatch(
      new RegExp(`^${environment.PUBLIC_URL}/webhooks/twilio/status\\?m=[0-9a-f]+$`),
    );
    expect(form.Body).toMatch(/Parent College.*(STOP.*ALTO|ALTO.*STOP)/s);
    expect(Number(form.ValidityPeriod)).toBeLessThanOrEqual(36_000);
  }
  expect((await twilio.receipt(twilio.created[0]!, 'delivered')).status).toBe(200);
});

test('families answer in their own words and get seats, a thank-you, or a place on the waitlist', async () => {
  const { says } = twilio;
  const first = await says(environment.PUBLIC_URL!, rosa!, 'sí vamos 3');
  expect(first).toMatchObject({ status: 200, type: expect.stringContaining('text/xml') });
  await reply(rosa!, 2);
  expect(twilio.texts(rosa!)[1]).toContain('3 lugares');
  await says(environment.PUBLIC_URL!, tomas!, 'No puedo, trabajo');
  await says(environment.PUBLIC_URL!, grace!, 'yes, 4 of us');
  await Promise.all([reply(tomas!, 2), reply(grace!, 2)]);
  expect(await report()).toEqual({
    code: 0,
    invited: 3,
    yes: 1,
    maybe: 0,
    no: 1,
    headcount: 3,
    waitlist: 1,
    optedOut: 0,
    remindersSent: 0,
    withheld: {},
  });
});

test('a repeated webhook is acknowledged and ignored, and a forged one is refused', async () => {
  const { sid } = twilio.received.find(({ from }) => from === rosa)!;
  const again = await twilio.says(environment.PUBLIC_URL!, rosa!, 'sí vamos 5', sid);
  expect(again.status).toBe(200);
  // The program listens there too, but that is not the address it was told that Twilio signs.
  const forged = await twilio.says(program.url, rosa!, 'no vamos', `SM${'f'.repeat(32)}`);
  expect(forged.status).toBe(403);
});

test('when the clock file says that it is three days before, only who comes is reminded', async () => {
  clock.moveTo('2026-12-02T12:01:00-08:00');
  await reply(rosa!, 3);
  expect(twilio.texts(rosa!)[2]).toContain('5 de diciembre');
  expect([tomas, grace, elena].map((phone) => twilio.texts(phone!).length)).toEqual([2, 2, 0]);
});

test('a program that is killed goes on where it was', async () => {
  program.signal('SIGKILL');
  expect(await program.ended).toBeNull();
  killed = program;
  program = startChild(environment);
  await program.ready();
  // Killed before it stored that Twilio had the reminder, it asks Twilio, and does not send it again.
  const reminded = async () => (await report()).remindersSent === 1;
  await until('the reminder is known to be sent', reminded, 30_000);
  const figures = { invited: 3, yes: 1, headcount: 3, waitlist: 1, withheld: {} };
  expect(await report()).toMatchObject(figures);
  expect(twilio.created).toHaveLength(7);
});

test('a moved date is told to who said yes, and she who then says ALTO is never written to again', async () => {
  const moved = await command('move', {
    workshop: 'reading',
    startsAt: '2026-12-12T10:00:00-08:00',
  });
  expect(moved).toEqual({ code: 0, workshop: 'reading', outcome: 'moved' });
  await reply(rosa!, 4);
  expect(twilio.texts(rosa!)[3]).toContain('12 de diciembre');
  await twilio.says(environment.PUBLIC_URL!, rosa!, 'ALTO');
  await reply(rosa!, 5);
  expect(await command('contact', { phone: '(213) 555-0101' })).toMatchObject({
    code: 0,
    language: 'es',
    consent: { workshops: 'opted_out' },
    ledger: [
      {
        change: 'granted',
        medium: 'paper',
        words: 'Sí, quiero recibir mensajes.',
        by: 'Parent centre',
      },
      { change: 'opted_out', scope: 'all', medium: 'text', words: 'ALTO' },
    ],
  });
});

test('a cancelled workshop is told to who still comes', async () => {
  await reply(grace!, 3);
  expect(await command('cancel', { workshop: 'reading', by: 'Ms. Ruiz' })).toMatchObject({
    code: 0,
    outcome: 'cancelled',
  });
  await reply(grace!, 4);
  expect(twilio.texts(grace!)[3]).toMatch(/cancel/i);
  expect(twilio.texts(rosa!)).toHaveLength(5);
});

test('neither log nor output of the program holds a phone number, a text or a secret', () => {
  const said = [killed, program].map((each) => each.out() + each.err()).join('');
  expect(said).toContain('a message arrived');
  expect(said).not.toMatch(/\+?1?213555|sí vamos|ALTO|the-token-of-an-outsider/);
});

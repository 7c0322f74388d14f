import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Message } from '#domain';
import { openStore, type Store } from '#storage';
import { removeHome, temporaryHome } from '../support/homes.ts';
import { freePort } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';
import { freshDatabaseUri, redisUrl } from '../support/services.ts';
import { until } from '../support/until.ts';
import { type Child, endChildren, puente, startChild } from './child.ts';
import { type OutsideTwilio, startOutsideTwilio } from './outside-twilio.ts';

// Whole programs are started, on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

const home = temporaryHome();
const mother = phoneOf(1);
let twilio: OutsideTwilio;
let store: Store;
let environment: Record<string, string>;
let program: Child;

beforeAll(async () => {
  twilio = await startOutsideTwilio();
  environment = {
    ...twilio.environment,
    PORT: String(await freePort()),
    MONGODB_URI: freshDatabaseUri('stop'),
    REDIS_URL: `${redisUrl()}/7`,
    PUENTE_HOME: home,
  };
  store = openStore(environment.MONGODB_URI!);
  program = startChild(environment);
  await program.ready();
  const lines = [programme, site(), family(1)].map((line) => JSON.stringify(line));
  await puente(environment, ['load'], lines.join('\n'));
});

afterAll(async () => {
  await endChildren();
  await store.close();
  await twilio.close();
  await removeHome(home);
});

test('asked to stop, again and again, it finishes the text under way and says so to nobody else', async () => {
  twilio.answerAfter(2500);
  await twilio.says(program.url, mother, 'ayuda');
  await until('Twilio has the text, and answers late', () => twilio.created.length === 1);
  const asked = Date.now();
  program.signal('SIGTERM');
  await until('it is no longer ready', async () => (await program.status('/ready')) === 503);
  expect(await program.status('/health')).toBe(200);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const) program.signal(name);
  // Not taken: Twilio keeps it, and tries again or is asked.
  expect((await twilio.says(program.url, mother, '¿Dónde es?')).status).toBe(503);
  expect(await program.ended).toBe(0);
  expect(Date.now() - asked).toBeLessThan(10_000);
  expect(program.out().match(/Stopping/g)).toHaveLength(1);
  const [text] = await store.messages.find().lean<Message[]>();
  expect(text).toMatchObject({ state: 'sent', providerId: twilio.created[0]!.message.sid });
});

test('what came while it stopped is found at Twilio by the next start, and nothing goes twice', async () => {
  twilio.answerAfter(0);
  program = startChild(environment);
  await program.ready();
  await until('she is answered', () => twilio.texts(mother).length === 2, 20_000);
  program.signal('SIGINT');
  expect(await program.ended).toBe(0);
  expect(await store.messages.countDocuments({ state: 'sent' })).toBe(2);
  expect(await store.inbound.countDocuments({ handled: false })).toBe(0);
});

test('asked to stop before it is up, it stops', async () => {
  const child = startChild(environment);
  await until('it has begun', async () => (await child.status('/ready')) === 503, 60_000);
  child.signal('SIGINT');
  expect(await child.ended).toBe(0);
  expect(child.out()).not.toContain('Puente is up');
  expect(child.err()).toBe('');
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore, type Store } from '#storage';
import { removeHome, temporaryHome } from '../support/homes.ts';
import { freePort } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
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
let shared: Record<string, string>;
let web: Child;
let worker: Child;
const start = { web: () => web, worker: () => worker };

beforeAll(async () => {
  twilio = await startOutsideTwilio();
  const [webPort, workerPort] = [await freePort(), await freePort()];
  shared = {
    ...twilio.environment,
    PUBLIC_URL: `http://127.0.0.1:${webPort}`,
    MONGODB_URI: freshDatabaseUri('roles'),
    REDIS_URL: `${redisUrl()}/6`,
    PUENTE_HOME: home,
  };
  store = openStore(shared.MONGODB_URI!);
  const startRole = (PUENTE_ROLE: string, port: number) =>
    startChild({ ...shared, PUENTE_ROLE, PORT: String(port) });
  start.web = () => startRole('web', webPort);
  start.worker = () => startRole('worker', workerPort);
  web = start.web();
  worker = start.worker();
  await Promise.all([web.ready(), worker.ready()]);
  const lines = [programme, site(), workshop(), family(1)].map((line) => JSON.stringify(line));
  await puente(shared, ['load'], lines.join('\n'));
});

afterAll(async () => {
  await endChildren();
  await store.close();
  await twilio.close();
  await removeHome(home);
});

const webhook = (child: Child) =>
  fetch(`${child.url}/webhooks/twilio/messages`, { method: 'POST' }).then(({ status }) => status);

test('both tell how they are, and the web role alone takes webhooks', async () => {
  for (const child of [web, worker]) {
    expect(await child.status('/health')).toBe(200);
    expect(await child.status('/ready')).toBe(200);
  }
  expect(await webhook(web)).toBe(400);
  expect(await webhook(worker)).toBe(404);
});

test('what the web role takes, the worker answers', async () => {
  expect((await twilio.says(shared.PUBLIC_URL!, mother, '¿Cuándo es el taller?')).status).toBe(200);
  const isSent = async () => (await store.messages.exists({ state: 'sent' })) !== null;
  await until('she is answered', isSent);
  expect(twilio.texts(mother)).toHaveLength(1);
});

test('a message taken while no worker runs is answered, once, when one does', async () => {
  worker.signal('SIGKILL');
  await worker.ended;
  expect((await twilio.says(shared.PUBLIC_URL!, mother, 'ayuda')).status).toBe(200);
  expect(await web.status('/ready')).toBe(200);
  worker = start.worker();
  await worker.ready();
  await until('she is answered', () => twilio.texts(mother).length === 2);
  expect(twilio.texts(mother)[1]).toContain('213-555-0199');
});

test('a message that came while no web role ran is found at Twilio as soon as one runs again', async () => {
  web.signal('SIGKILL');
  await web.ended;
  await expect(twilio.says(shared.PUBLIC_URL!, mother, 'ALTO')).rejects.toThrow();
  // The worker, which looks there every five minutes, has been up all along.
  web = start.web();
  await web.ready();
  await until('she gets the one confirmation', () => twilio.texts(mother).length === 3, 20_000);
  const { lines } = await puente(shared, ['contact', JSON.stringify({ phone: mother })]);
  expect(lines[0]).toMatchObject({ consent: { workshops: 'opted_out' } });
});

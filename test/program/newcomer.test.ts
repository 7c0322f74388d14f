import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { emulatorControl } from '#emulator';
import { isRunning } from '../../src/services/lifetime.ts';
import { readRecord } from '../../src/services/record.ts';
import { removeHome, temporaryHome } from '../support/homes.ts';
import { freePort } from '../support/program.ts';
import { until } from '../support/until.ts';

// Whole programs are started, on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

// What somebody does who has just cloned this: npm start, a command, an answer on the phones page, Ctrl-C.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROSA = '+12135550101';
const home = temporaryHome();
let environment: NodeJS.ProcessEnv;
let phones: ReturnType<typeof emulatorControl>;
type Started = { npm: ChildProcess; out: () => string };
let started: Started;

beforeAll(async () => {
  const PUENTE_EMULATOR_PORT = String(await freePort());
  const settings = { PORT: String(await freePort()), PUENTE_EMULATOR_PORT, PUENTE_HOME: home };
  environment = { ...process.env, ...settings };
  phones = emulatorControl(`http://127.0.0.1:${PUENTE_EMULATOR_PORT}`);
  started = await npmStart();
});

afterAll(async () => {
  if (started?.npm.exitCode === null) await ctrlC();
  await removeHome(home);
});

async function npmStart(): Promise<Started> {
  // In a group of its own, as a terminal makes one for what is typed into it.
  const npm = spawn('npm', ['start'], { cwd: ROOT, env: environment, detached: true });
  let out = '';
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
    });
  await until('it says that it is up', () => npm.exitCode !== null || /Ctrl-C/.test(out), 150_000);
  if (npm.exitCode !== null) throw new Error(`npm start ended: ${out}`);
  return { npm, out: () => out };
}

async function ctrlC(): Promise<number> {
  const asked = Date.now();
  const ended = once(started.npm, 'exit');
  process.kill(-started.npm.pid!, 'SIGINT');
  await ended;
  return Date.now() - asked;
}

async function puente(...args: string[]): Promise<unknown> {
  const command = spawn('npm', ['run', '-s', 'puente', '--', ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  command.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
  });
  await once(command, 'close');
  return JSON.parse(out);
}

/** Every process of its own that the program told of. */
async function running(): Promise<boolean[]> {
  const { mongodb, valkey } = readRecord(home);
  const lifetimes = [mongodb?.running, valkey?.running];
  return Promise.all(lifetimes.map(async (each) => each !== undefined && (await isRunning(each))));
}

test('npm start tells where to look and what to try, and the families are on the phones', async () => {
  expect(started.out()).toContain(`http://127.0.0.1:${environment.PUENTE_EMULATOR_PORT}/phones`);
  expect(started.out()).toContain(`http://127.0.0.1:${environment.PORT}/ready`);
  // With the setting without which a second terminal would find no program.
  expect(started.out()).toContain(
    `PUENTE_HOME=${home} npm run -s puente -- invite '{"workshop":"bolivar-1"}'`,
  );
  const page = await fetch(`http://127.0.0.1:${environment.PUENTE_EMULATOR_PORT}/phones`);
  expect(await page.text()).toMatch(/Rosa Quispe.*Denise Walker|Denise Walker.*Rosa Quispe/s);
});

test('a mother who answers before any invitation has her reply at once', async () => {
  await phones.inbound({ from: ROSA, body: 'ayuda' });
  const hers = async () => (await phones.messages()).filter(({ to }) => to === ROSA);
  await until('she has a reply', async () => (await hers())[0]?.status === 'delivered');
  expect(await puente('contact', JSON.stringify({ phone: ROSA }))).toMatchObject({
    language: 'es',
    consent: { workshops: 'granted' },
    messages: [
      { direction: 'inbound', body: 'ayuda' },
      { direction: 'outbound', state: 'sent' },
    ],
  });
});

test('Ctrl-C ends all it started within seconds, and the next start has everything again', async () => {
  expect(await running()).toEqual([true, true]);
  const before = readRecord(home);
  expect(await ctrlC()).toBeLessThan(15_000);
  for (const server of [before.mongodb, before.valkey])
    expect(await isRunning(server!.running!)).toBe(false);
  await expect(phones.messages()).rejects.toThrow();
  expect(started.out()).toContain('Stopped.');
  const begun = Date.now();
  started = await npmStart();
  expect(Date.now() - begun).toBeLessThan(60_000);
  expect(await phones.messages()).toHaveLength(2);
  expect(await puente('contact', JSON.stringify({ phone: ROSA }))).toMatchObject({
    messages: [{ body: 'ayuda' }, { state: 'sent' }],
  });
});

test('the program killed without warning leaves nothing behind that the next start minds', async () => {
  const owner = readRecord(home).mongodb!.owner!.pid;
  const ended = once(started.npm, 'exit');
  process.kill(owner, 'SIGKILL');
  await ended;
  started = await npmStart();
  expect(started.out()).toContain('MongoDB: found again');
  expect(await phones.messages()).toHaveLength(2);
});

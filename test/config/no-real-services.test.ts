import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { demoEnvironment } from '../../scripts/demo/environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Settings of services that nobody may reach from here; 192.0.2.x is given to nobody. */
const POISON = {
  TWILIO_ACCOUNT_SID: `AC${'b'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'poison',
  TWILIO_FROM: '+12135550100',
  TWILIO_API_URL: 'http://192.0.2.1',
  MONGODB_URI: 'mongodb://192.0.2.1/poison?serverSelectionTimeoutMS=500',
  REDIS_URL: 'redis://192.0.2.1/9',
  PUENTE_HOME: '/dev/null/poison',
  PUENTE_ROLE: 'poison',
  PUENTE_CLOCK: '/dev/null/poison',
};

test('tests that are started where real services are set see and reach none of them', async () => {
  // One test file of another run, whose services must be its own, and which looks at its own environment.
  const args = ['node_modules/vitest/vitest.mjs', 'run', 'test/scripts/tally.test.ts'];
  const vitest = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...POISON },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [vitest.stdout, vitest.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
  const [code] = await once(vitest, 'close');
  expect(said).toMatch(/MongoDB: ready on port \d+/);
  expect(said).toContain('1 passed');
  expect(code).toBe(0);
}, 90_000);

test('the demo gives its program none of them, and goes nowhere but to this machine', () => {
  const addresses = {
    publicUrl: 'http://127.0.0.1:4000',
    twilioUrl: 'http://127.0.0.1:4001',
    mongodbUri: 'mongodb://127.0.0.1:4002/demo',
    redisUrl: 'redis://127.0.0.1:4003',
  };
  const environment = demoEnvironment(
    { ...POISON, PATH: '/bin' },
    addresses,
    '/tmp/home',
    '/tmp/clock',
  );
  const poisoned = Object.entries(environment).filter(([, value]) =>
    Object.values(POISON).some((poison) => value === poison),
  );
  expect(poisoned).toEqual([]);
  expect(environment).toMatchObject({ PATH: '/bin', MONGODB_URI: addresses.mongodbUri });
  for (const name of Object.keys(addresses)) {
    const away = { ...addresses, [name]: 'http://192.0.2.1' };
    expect(() => demoEnvironment({}, away, '/tmp/home', '/tmp/clock')).toThrow(/this machine/);
  }
});

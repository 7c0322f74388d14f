import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';

const SID = `AC${'a'.repeat(32)}`;
const LOCAL = {
  TWILIO_ACCOUNT_SID: SID,
  TWILIO_AUTH_TOKEN: 'a-token',
  TWILIO_FROM: '+12135550100',
  TWILIO_API_URL: 'http://127.0.0.1:4010',
};
const REAL = {
  ...LOCAL,
  TWILIO_API_URL: '',
  PUBLIC_URL: 'https://texts.example.org',
  PUENTE_SECRET: 'sixteen-characters',
};

/** What is wrong with these settings, a line each. */
function wrong(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

describe('with nothing set', () => {
  test('the program has what it needs on this machine', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      publicUrl: null,
      mongodbUri: null,
      redisUrl: null,
      twilio: null,
      segmentsPerSecond: 100,
      timeoutMs: 10_000,
      organisation: 'Puente',
      role: 'all',
      home: '.puente',
      emulatorPort: 3001,
      clockFile: '.puente/clock',
      logLevel: 'info',
    });
  });

  test('empty values and blanks count as nothing', () => {
    expect(readConfig({ PORT: '', TWILIO_FROM: ' ', PUENTE_ROLE: '' })).toEqual(readConfig({}));
    expect(readConfig({ PORT: ' 8080\n' }).port).toBe(8080);
  });
});

describe('every setting is taken', () => {
  test.each([
    ['PORT', '0', { port: 0 }],
    ['PUBLIC_URL', 'http://127.0.0.1:8080/', { publicUrl: 'http://127.0.0.1:8080' }],
    [
      'MONGODB_URI',
      'mongodb+srv://u:p@db.example.org/x',
      { mongodbUri: 'mongodb+srv://u:p@db.example.org/x' },
    ],
    [
      'REDIS_URL',
      'rediss://:p@cache.example.org:6380/2',
      { redisUrl: 'rediss://:p@cache.example.org:6380/2' },
    ],
    ['TWILIO_SEGMENTS_PER_SECOND', '3.75', { segmentsPerSecond: 3.75 }],
    ['TWILIO_TIMEOUT_MS', '500', { timeoutMs: 500 }],
    ['PUENTE_ORGANISATION', 'Escuela Bolívar', { organisation: 'Escuela Bolívar' }],
    ['PUENTE_ROLE', 'worker', { role: 'worker' }],
    ['PUENTE_HOME', '/srv/puente', { home: '/srv/puente', clockFile: '/srv/puente/clock' }],
    ['PUENTE_EMULATOR_PORT', '4001', { emulatorPort: 4001 }],
    ['PUENTE_CLOCK', '/tmp/clock', { clockFile: '/tmp/clock' }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
  ])('%s', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });

  test('and those of Twilio together', () => {
    const given = {
      ...LOCAL,
      TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886',
      TWILIO_MESSAGING_SERVICE_SID: `MG${'b'.repeat(32)}`,
    };
    expect(readConfig(given)).toMatchObject({
      twilio: {
        accountSid: SID,
        authToken: 'a-token',
        messagingServiceSid: `MG${'b'.repeat(32)}`,
        from: '+12135550100',
        whatsappFrom: '+14155238886',
        apiUrl: 'http://127.0.0.1:4010',
      },
      // A long code carries one segment a second.
      segmentsPerSecond: 1,
      clockFile: null,
    });
    expect(readConfig(REAL).twilio?.apiUrl).toBeNull();
  });
});

describe('a wrong value is named with its cure', () => {
  test.each([
    ['PORT', '80800', /whole number up to 65535/],
    ['PORT', '3e3', /whole number/],
    ['PORT', '-1', /whole number/],
    ['PUBLIC_URL', 'my.school.org', /like https:\/\//],
    ['PUBLIC_URL', 'http://127.0.0.1/?a=1', /neither \? nor #/],
    ['PUBLIC_URL', 'http://me:pw@127.0.0.1/', /no user name/],
    ['MONGODB_URI', 'localhost:27017', /mongodb:\/\//],
    ['REDIS_URL', 'localhost:6379', /redis:\/\//],
    ['TWILIO_ACCOUNT_SID', 'AC123', /AC and 32/],
    ['TWILIO_MESSAGING_SERVICE_SID', SID, /MG and 32/],
    ['TWILIO_FROM', '213 555 0100', /like \+1213/],
    ['TWILIO_WHATSAPP_FROM', 'whatsapp:2135550100', /like \+1213/],
    ['TWILIO_API_URL', 'http://127.0.0.1:4010/2010-04-01', /no path/],
    ['TWILIO_API_URL', 'ftp://127.0.0.1', /must be an address/],
    ['TWILIO_SEGMENTS_PER_SECOND', '0.00', /more than 0/],
    ['TWILIO_SEGMENTS_PER_SECOND', 'fast', /a number/],
    ['TWILIO_TIMEOUT_MS', '10s', /from 100 to 60000/],
    ['TWILIO_TIMEOUT_MS', '99', /from 100 to 60000/],
    ['PUENTE_ORGANISATION', 'O'.repeat(41), /at most 40/],
    ['PUENTE_ROLE', 'both', /all, web or worker/],
    ['PUENTE_SECRET', 'short', /at least 16/],
    ['PUENTE_EMULATOR_PORT', '70000', /whole number/],
    ['LOG_LEVEL', 'loud', /fatal, error, .* or silent/],
  ])('%s=%s', (name, value, cure) => {
    const lines = wrong({ ...LOCAL, [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^  ${name} must `));
    expect(lines[0]).toMatch(cure);
    expect(lines[0]).not.toContain(value);
  });
});

describe('settings that do not go together are named too', () => {
  test.each([
    ['a token without an account', { TWILIO_AUTH_TOKEN: 'x' }, ['TWILIO_ACCOUNT_SID']],
    [
      'an address without an account',
      { TWILIO_API_URL: 'http://127.0.0.1:1' },
      ['TWILIO_ACCOUNT_SID'],
    ],
    [
      'an account alone',
      { TWILIO_ACCOUNT_SID: SID, TWILIO_API_URL: 'http://localhost:1' },
      ['TWILIO_AUTH_TOKEN', 'TWILIO_MESSAGING_SERVICE_SID'],
    ],
    [
      'the real Twilio without an address of ours',
      { ...LOCAL, TWILIO_API_URL: '' },
      ['PUBLIC_URL', 'PUENTE_SECRET'],
    ],
    ['a moved clock with the real Twilio', { ...REAL, PUENTE_CLOCK: 'clock' }, ['PUENTE_CLOCK']],
    [
      'a moved clock with a Twilio of another machine',
      { ...REAL, TWILIO_API_URL: 'http://10.0.0.7', PUENTE_CLOCK: 'clock' },
      ['PUENTE_CLOCK'],
    ],
    [
      'the emulator with an address of the world',
      { PUBLIC_URL: 'https://texts.example.org' },
      ['PUBLIC_URL'],
    ],
  ])('%s', (_, env, names) => {
    expect(wrong(env).map((line) => line.trim().split(' ')[0])).toEqual(names);
  });
});

test('all that is wrong is listed at once, each setting once, and no value of any', () => {
  const env = {
    PORT: 'secret-1',
    PUBLIC_URL: 'secret-2',
    MONGODB_URI: 'secret-3',
    REDIS_URL: 'secret-4',
    TWILIO_ACCOUNT_SID: 'secret-5',
    PUENTE_SECRET: 'secret-6',
    PUENTE_CLOCK: 'secret-7',
    LOG_LEVEL: 'secret-8',
  };
  const lines = wrong(env);
  const names = lines.map((line) => line.trim().split(' ')[0]);
  expect(names).toEqual([
    ...['PORT', 'PUBLIC_URL', 'MONGODB_URI', 'REDIS_URL', 'TWILIO_ACCOUNT_SID', 'PUENTE_SECRET'],
    ...['LOG_LEVEL', 'TWILIO_AUTH_TOKEN', 'TWILIO_MESSAGING_SERVICE_SID', 'PUENTE_CLOCK'],
  ]);
  expect(lines.join('\n')).not.toContain('secret-');
});

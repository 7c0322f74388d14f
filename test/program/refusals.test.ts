import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { removeHome, temporaryHome } from '../support/homes.ts';
import { freePort } from '../support/program.ts';
import { freshDatabaseUri, redisUrl } from '../support/services.ts';
import { endChildren, puente, startChild } from './child.ts';

// Whole programs are started, on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

const home = temporaryHome();
let services: Record<string, string>;
let taken: number;
const holder = createServer();

beforeAll(async () => {
  services = {
    PORT: '0',
    PUENTE_EMULATOR_PORT: '0',
    MONGODB_URI: freshDatabaseUri('refusals'),
    REDIS_URL: `${redisUrl()}/8`,
    PUENTE_HOME: home,
  };
  taken = await freePort();
  await new Promise<void>((resolve) => holder.listen(taken, '127.0.0.1', resolve));
});

afterAll(async () => {
  await endChildren();
  holder.close();
  await removeHome(home);
});

describe('the program that cannot start says why in a sentence, and what to do', () => {
  test.concurrent.each([
    ['its port is in use', () => ({ PORT: String(taken) }), /^Port \d+ is in use.*set PORT/s],
    [
      "the emulator's port is in use",
      () => ({ PUENTE_EMULATOR_PORT: String(taken) }),
      /^Port \d+, where the Twilio emulator .*set PUENTE_EMULATOR_PORT/s,
    ],
    [
      'MongoDB does not answer',
      () => ({
        MONGODB_URI: `mongodb://me:pa55word@127.0.0.1:${taken + 1}/x?connectTimeoutMS=500`,
      }),
      /^MONGODB_URI names a MongoDB that does not answer.*unset MONGODB_URI/s,
    ],
    [
      'Valkey does not answer',
      () => ({ REDIS_URL: `redis://:pa55word@127.0.0.1:${taken + 1}` }),
      /^REDIS_URL names a Valkey or Redis that does not answer.*unset REDIS_URL/s,
    ],
    [
      'settings are wrong',
      () => ({ PORT: 'pa55word', TWILIO_AUTH_TOKEN: 'pa55word', LOG_LEVEL: 'pa55word' }),
      /^Some settings are wrong.*\n {2}PORT .*\n {2}LOG_LEVEL .*\n {2}TWILIO_ACCOUNT_SID /s,
    ],
  ])('%s', async (what, settings, sentence) => {
    const PUENTE_HOME = join(home, what.replaceAll(' ', '-'));
    const child = startChild({ ...services, PUENTE_HOME, ...settings() });
    expect(await child.ended).toBe(1);
    expect(child.err()).toMatch(sentence);
    expect(child.err() + child.out()).not.toMatch(/pa55word|^\s+at |Error:/m);
  });
});

describe('a command that cannot be run answers with a line of JSON and nothing else', () => {
  test.each([
    [
      'where nothing runs',
      () => ({ PUENTE_HOME: join(home, 'empty') }),
      /not running here: start it with npm start/,
    ],
    ['with wrong settings', () => ({ PORT: 'pa55word' }), /PORT must be a port/],
    [
      'with a MongoDB that does not answer',
      () => ({ ...services, MONGODB_URI: `mongodb://me:pa55word@127.0.0.1:${taken + 1}/x` }),
      /MongoDB does not answer/,
    ],
  ])('%s', async (_, settings, sentence) => {
    const { code, lines, err } = await puente(settings(), ['report', '{"workshop":"reading"}']);
    expect(code).toBe(1);
    expect(lines).toEqual([{ error: expect.stringMatching(sentence) }]);
    expect(JSON.stringify(lines) + err).not.toContain('pa55word');
    expect(err).toBe('');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

type Service = {
  image: string;
  command?: string[];
  environment?: Record<string, string | null>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
};
const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<'web' | 'worker' | 'mongo' | 'valkey', Service>;
  volumes: Record<string, null>;
};

/** The settings of the README's table; a name outside it would be set in vain. */
const SETTINGS = (
  'PORT PUBLIC_URL MONGODB_URI REDIS_URL TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_MESSAGING_SERVICE_SID ' +
  'TWILIO_FROM TWILIO_WHATSAPP_FROM TWILIO_TWO_BUTTONS TWILIO_THREE_BUTTONS TWILIO_API_URL ' +
  'TWILIO_SEGMENTS_PER_SECOND TWILIO_TIMEOUT_MS ' +
  'PUENTE_ORGANISATION PUENTE_ROLE PUENTE_HOME PUENTE_SECRET PUENTE_EMULATOR_PORT PUENTE_CLOCK LOG_LEVEL'
).split(' ');

describe('compose.yaml', () => {
  test.each(['web', 'worker'] as const)('%s has its role and only settings that exist', (role) => {
    const environment = services[role].environment!;
    expect(environment.PUENTE_ROLE).toBe(role);
    expect(Object.keys(environment).filter((name) => !SETTINGS.includes(name))).toEqual([]);
    expect(Object.keys(environment)).not.toContain('PUENTE_CLOCK');
    expect(services[role].image).toBe('puente');
    expect(services[role].depends_on).toEqual({
      mongo: { condition: 'service_healthy' },
      valkey: { condition: 'service_healthy' },
    });
  });

  test('names in braces are settings too, and the secret ones have no default', () => {
    const used = [...read('compose.yaml').matchAll(/\$\{(\w+)([^}]*)\}/g)];
    expect(used.map(([, name]) => name).filter((name) => !SETTINGS.includes(name!))).toEqual([]);
    const required = used.filter(([, , rest]) => rest!.startsWith(':?')).map(([, name]) => name);
    expect(required).toEqual([
      'PUBLIC_URL',
      'PUENTE_SECRET',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
    ]);
  });

  test('MongoDB is a replica set that makes itself and is reached by the name it gave itself', () => {
    expect(services.mongo.command).toContain('--replSet');
    const script = services.mongo.healthcheck!.test.at(-1)!;
    expect(script).toContain('rs.initiate');
    const host = /host: '([^']+)'/.exec(script)?.[1];
    expect(services.web.environment!.MONGODB_URI).toBe(`mongodb://${host}/puente?replicaSet=rs0`);
  });

  test('Valkey writes everything to the disk and evicts nothing', () => {
    expect(services.valkey.command!.join(' ')).toContain(
      '--appendonly yes --maxmemory-policy noeviction',
    );
    for (const name of ['mongo', 'valkey'] as const)
      expect(Object.keys(volumes)).toContain(services[name].volumes![0]!.split(':')[0]);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));

  test('copies only what exists and what .dockerignore lets through', () => {
    expect(copied).toContain('flows');
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const letThrough = read('.dockerignore').split('\n');
    expect(copied.filter((path) => !letThrough.includes(`!${path}`))).toEqual([]);
  });

  test('runs the built program as nobody special, and asks it how it is', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last).toContain('USER node');
    expect(last).toContain('CMD ["node", "dist/src/main.js"]');
    expect(last.join('\n')).toMatch(/HEALTHCHECK .*\n.*\/health/);
  });
});

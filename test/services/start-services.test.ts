import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../src/services/free-port.ts';
import { findServices, startServices } from '../../src/services/index.ts';
import { isRunning } from '../../src/services/lifetime.ts';
import { readRecord } from '../../src/services/record.ts';
import { BINARIES, removeHome, temporaryHome } from '../support/homes.ts';
import { privateServices } from '../support/services.ts';

const HOOKS = join(import.meta.dirname, '../support/typescript-hooks.mjs');
const OWNER = join(import.meta.dirname, 'owner.ts');

const homes: string[] = [];
const lines: string[] = [];

afterEach(async () => {
  await Promise.all(homes.splice(0).map(removeHome));
  lines.length = 0;
});

function newHome(): string {
  const home = temporaryHome();
  homes.push(home);
  return home;
}

const start = (home: string) =>
  startServices({ home, binaries: BINARIES, progress: (line) => lines.push(line) });

async function withMongo<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const note = (uri: string, text: string) =>
  withMongo(uri, (client) => client.db().collection('notes').insertOne({ text }));
const notes = (uri: string) =>
  withMongo(uri, (client) =>
    client
      .db()
      .collection('notes')
      .find()
      .map((found) => found.text)
      .toArray(),
  );

test('a home that cannot be written to is told with the way out', async () => {
  const home = join(newHome(), 'taken');
  await writeFile(home, 'a file, not a folder');
  await expect(start(home)).rejects.toThrow(/no folder that Puente can write to.*PUENTE_HOME/);
});

describe('a home that is started, stopped and started again', () => {
  test('keeps documents and keys, and its port, from one start to the next', async () => {
    const home = newHome();
    const first = await start(home);
    await note(first.mongodbUri, 'kept');
    const writing = new Redis(first.redisUrl);
    await writing.set('key', 'kept');
    writing.disconnect();
    const servers = readRecord(home);
    await first.stop();
    expect(await isRunning(servers.mongodb!.running!)).toBe(false);
    expect(await isRunning(servers.valkey!.running!)).toBe(false);

    const second = await start(home);
    expect(second.mongodbUri).toBe(first.mongodbUri);
    expect(await notes(second.mongodbUri)).toEqual(['kept']);
    const reading = new Redis(second.redisUrl);
    expect(await reading.get('key')).toBe('kept');
    expect(await reading.config('GET', 'maxmemory-policy')).toContain('noeviction');
    expect(await reading.config('GET', 'appendonly')).toContain('yes');
    reading.disconnect();
    await second.stop();
  });

  test('has transactions', async () => {
    const services = await start(newHome());
    await withMongo(services.mongodbUri, (client) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await client.db().collection('notes').insertOne({ text: 'in' }, { session });
        }),
      ),
    );
    expect(await notes(services.mongodbUri)).toEqual(['in']);
    await services.stop();
  });

  test('moves to another port when its own is taken, and is a replica set there too', async () => {
    const home = newHome();
    const first = await start(home);
    await note(first.mongodbUri, 'kept');
    await first.stop();
    const other = await privateListener(Number(new URL(first.mongodbUri).port));
    try {
      const second = await start(home);
      expect(second.mongodbUri).not.toBe(first.mongodbUri);
      expect(await notes(second.mongodbUri)).toEqual(['kept']);
      await second.stop();
    } finally {
      other.close();
    }
  });

  test('recovers after both servers were killed', async () => {
    const services = await privateServices();
    await note(services.mongodbUri, 'kept');
    const before = services.pids();
    await services.killMongo();
    await services.killValkey();
    await services.restartMongo();
    await services.restartValkey();
    expect(services.pids()).not.toEqual(before);
    expect(await notes(services.mongodbUri)).toEqual(['kept']);
    await services.stop();
  });
});

describe('services whose owner lives or died', () => {
  test('are shared with a second program, whose end does not end them', async () => {
    const home = newHome();
    const owner = await start(home);
    const guest = await start(home);
    expect(guest.mongodbUri).toBe(owner.mongodbUri);
    await guest.stop();
    expect(await findServices(home)).toEqual({
      mongodbUri: owner.mongodbUri,
      redisUrl: owner.redisUrl,
    });
    await owner.stop();
    expect(await findServices(home)).toBeNull();
  });

  test('are found again and taken over after the owner was killed', async () => {
    const home = newHome();
    const args = ['--import', HOOKS, OWNER, home, BINARIES];
    const owner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [text] = await once(owner.stdout, 'data');
    const addresses = JSON.parse(String(text));
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await findServices(home)).toEqual(addresses);

    const heir = await start(home);
    expect(lines.filter((line) => line.includes('found again'))).toHaveLength(2);
    expect(heir.mongodbUri).toBe(addresses.mongodbUri);
    await heir.stop();
    expect(await findServices(home)).toBeNull();
  });

  test('start once when two programs ask at the same moment', async () => {
    const home = newHome();
    const [one, other] = await Promise.all([start(home), start(home)]);
    expect(one.mongodbUri).toBe(other.mongodbUri);
    expect(lines.filter((line) => line === 'MongoDB: starting')).toHaveLength(1);
    await Promise.all([one.stop(), other.stop()]);
  });
});

describe('addresses given by the environment', () => {
  test('are used as they are and never stopped', async () => {
    const theirs = await privateServices();
    const home = newHome();
    const services = await startServices({
      home,
      binaries: BINARIES,
      mongodbUri: theirs.mongodbUri,
      redisUrl: theirs.redisUrl,
      progress: () => {},
    });
    expect(services).toMatchObject({ mongodbUri: theirs.mongodbUri, redisUrl: theirs.redisUrl });
    await services.stop();
    expect(await notes(theirs.mongodbUri)).toEqual([]);
    expect(await findServices(home, theirs)).not.toBeNull();
    await theirs.stop();
  });

  test('that name a standalone MongoDB are refused with the cure', async () => {
    const home = newHome();
    const port = await freePort();
    const folder = join(home, 'standalone');
    await mkdir(folder);
    const args = ['--port', String(port), '--dbpath', folder, '--bind_ip', '127.0.0.1'];
    const standalone = spawn(await mongodPath(home), [...args, '--nounixsocket'], {
      stdio: 'ignore',
    });
    const mongodbUri = `mongodb://somebody:secret@127.0.0.1:${port}/?authSource=admin`;
    const plain = `mongodb://127.0.0.1:${port}/puente`;
    try {
      await withMongo(plain, (client) => client.db().command({ ping: 1 }));
      const refused = startServices({
        home,
        binaries: BINARIES,
        mongodbUri: plain,
        progress: () => {},
      });
      await expect(refused).rejects.toThrow(
        /standalone.*--replSet.*rs\.initiate.*unset MONGODB_URI/,
      );
      expect(readRecord(home).valkey?.running).toBeUndefined();
      await expect(
        startServices({ home, binaries: BINARIES, mongodbUri, progress: () => {} }),
      ).rejects.toThrow(/^(?!.*secret)/);
    } finally {
      standalone.kill('SIGTERM');
      await once(standalone, 'exit');
    }
  });

  test('that nobody answers at are refused with the cure and without the address', async () => {
    const port = await freePort();
    const refused = startServices({
      home: newHome(),
      binaries: BINARIES,
      redisUrl: `redis://:secret@127.0.0.1:${port}`,
      progress: () => {},
    });
    await expect(refused).rejects.toThrow(/^REDIS_URL names (?!.*secret).*unset REDIS_URL/);
  });
});

async function mongodPath(home: string): Promise<string> {
  const services = await start(home);
  await services.stop();
  return readRecord(home).mongodb!.binary;
}

async function privateListener(port: number) {
  const { createServer } = await import('node:net');
  const server = createServer((socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('a home holds no drafts and no locks once all is stopped', async () => {
  const home = newHome();
  await (await start(home)).stop();
  await wait(0);
  expect((await readdir(home)).sort()).toEqual(['data', 'logs', 'services.json']);
});

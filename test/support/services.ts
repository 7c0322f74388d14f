import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';
import { isRunning } from '../../src/services/lifetime.ts';
import { mongodb } from '../../src/services/mongodb.ts';
import { readRecord, type ServicesRecord } from '../../src/services/record.ts';
import { runServer } from '../../src/services/run-server.ts';
import { valkey } from '../../src/services/valkey.ts';
import { BINARIES, removeHome, temporaryHome } from './homes.ts';

/** The run's MongoDB, with a database of its own for who asks. `name`: a word that tells whose it is. */
export function freshDatabaseUri(name: string): string {
  return withDatabase(inject('mongodbUri'), name);
}

/** The run's Valkey: shared, so every user takes a prefix of its own. */
export function redisUrl(): string {
  return inject('redisUrl');
}

/** A prefix for queue names that nobody else of this run has. */
export function freshQueuePrefix(): string {
  return `test-${unique()}`;
}

/** A MongoDB and a Valkey that one test has for itself and may kill; the addresses stay the same. */
export type PrivateServices = {
  home: string;
  mongodbUri: string;
  redisUrl: string;
  /** The numbers of the two programs now. */
  pids(): { mongodb: number; valkey: number };
  killMongo(): Promise<void>;
  killValkey(): Promise<void>;
  restartMongo(): Promise<void>;
  restartValkey(): Promise<void>;
  /** Ends both and deletes what they held. */
  stop(): Promise<void>;
};

/** Starts services that are killed or emptied without harm to other tests. Call `stop()` when done. */
export async function privateServices(): Promise<PrivateServices> {
  const home = temporaryHome();
  const silent = () => {};
  const kinds = { mongodb: mongodb(BINARIES, silent), valkey: valkey(BINARIES, silent) };
  const run = async (key: keyof typeof kinds) =>
    (await runServer(kinds[key], home, silent)).address;
  const [mongodbUri, redisUrl] = await Promise.all([run('mongodb'), run('valkey')]);
  return {
    home,
    mongodbUri,
    redisUrl,
    pids: () => ({ mongodb: running(home, 'mongodb').pid, valkey: running(home, 'valkey').pid }),
    killMongo: () => kill(home, 'mongodb'),
    killValkey: () => kill(home, 'valkey'),
    restartMongo: () => run('mongodb').then((address) => assertSame(address, mongodbUri)),
    restartValkey: () => run('valkey').then((address) => assertSame(address, redisUrl)),
    stop: () => removeHome(home),
  };
}

/** This address with a database of its own behind it. */
export function withDatabase(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name.slice(0, 30)}-${unique()}`;
  return url.href;
}

function unique(): string {
  return randomUUID().slice(0, 13);
}

function running(home: string, key: keyof ServicesRecord): { pid: number; born: string } {
  const lifetime = readRecord(home)[key]?.running;
  if (!lifetime) throw new Error(`No ${key} is recorded as running in ${home}.`);
  return lifetime;
}

async function kill(home: string, key: keyof ServicesRecord): Promise<void> {
  const lifetime = running(home, key);
  process.kill(lifetime.pid, 'SIGKILL');
  while (await isRunning(lifetime)) await wait(20);
}

/** A port is taken again by somebody else so rarely that a test had better fail than reconnect. */
function assertSame(address: string, before: string): void {
  if (address !== before) throw new Error('The restarted service has another address.');
}

import { setTimeout as wait } from 'node:timers/promises';
import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { ConfigError } from '#domain';
import { mongodbAddress } from './addresses.ts';
import { findMongod } from './mongod-binary.ts';
import type { ServerKind } from './server-kind.ts';

const ANSWER_WITHIN_MS = 10_000;
const PRIMARY_WITHIN_MS = 60_000;
const SET = 'rs0';

/** Our own MongoDB: a replica set of one node, since transactions and change streams need a set. */
export function mongodb(binaries: string, progress: (line: string) => void): ServerKind {
  return {
    name: 'MongoDB',
    key: 'mongodb',
    findBinary: (remembered) => findMongod(binaries, remembered, progress),
    args: (port, folder) => [
      ...['--replSet', SET, '--bind_ip', '127.0.0.1', '--port', String(port)],
      // A worker killed in a transaction leaves its locks behind for this long; a turn takes some 50 ms.
      ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
      ...['--dbpath', folder, '--nounixsocket', '--quiet'],
      ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256'],
      // There is no other node to hand over to, so nothing is gained by waiting for one at the end.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ],
    whoAnswers: (port) => ask(direct(port), 1000, tellsItself).catch(() => undefined),
    makeReady: (port) =>
      ask(direct(port), ANSWER_WITHIN_MS, (admin) => becomePrimary(admin, `127.0.0.1:${port}`)),
    address: mongodbAddress,
  };
}

/**
 * Makes sure that the MongoDB at MONGODB_URI answers and is a replica set (or a sharded cluster); throws a
 * ConfigError that says the cure and never shows the address.
 */
export async function checkMongodb(mongodbUri: string): Promise<void> {
  const hello = await ask(mongodbUri, ANSWER_WITHIN_MS, (admin) =>
    admin.command({ hello: 1 }),
  ).catch(() => {
    throw new ConfigError(
      'MONGODB_URI names a MongoDB that does not answer, or a replica set without a primary: start it (with --replSet, and rs.initiate() once), or correct the address, or unset MONGODB_URI and Puente starts its own.',
    );
  });
  if (!hello.setName && hello.msg !== 'isdbgrid')
    throw new ConfigError(
      'MONGODB_URI names a standalone MongoDB, which has no transactions: start it with --replSet rs0 and run rs.initiate() once, or unset MONGODB_URI and Puente starts its own.',
    );
}

const direct = (port: number) => `mongodb://127.0.0.1:${port}/?directConnection=true`;

async function tellsItself(admin: Db): Promise<{ pid: number; folder: string } | undefined> {
  const options = await admin.command({ getCmdLineOpts: 1 });
  const status = await admin.command({ serverStatus: 1 });
  const folder = options.parsed?.storage?.dbPath;
  return typeof folder === 'string' ? { pid: Number(status.pid), folder } : undefined;
}

async function becomePrimary(admin: Db, host: string): Promise<void> {
  const deadline = Date.now() + PRIMARY_WITHIN_MS;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline)
      throw new ConfigError('MongoDB was started but did not become primary within a minute.');
    await setUp(admin, host);
    await wait(50);
  }
}

/** Makes the set of one, or tells an existing one that it now answers on another port. */
async function setUp(admin: Db, host: string): Promise<void> {
  try {
    await admin.command({ replSetGetStatus: 1 });
  } catch (error) {
    const code = error instanceof MongoServerError ? error.codeName : undefined;
    if (code === 'NotYetInitialized') {
      await admin.command({ replSetInitiate: { _id: SET, members: [{ _id: 0, host }] } });
    } else if (code === 'InvalidReplicaSetConfig') {
      const local = admin.client.db('local').collection('system.replset');
      const config = await local.findOne({}, { projection: { term: 0 } });
      if (!config) throw error;
      const moved = { ...config, version: config.version + 1, members: [{ _id: 0, host }] };
      await admin.command({ replSetReconfig: moved, force: true });
    } else throw error;
  }
}

/** Asks one thing over a connection of its own. Milliseconds to find a server that answers. */
async function ask<T>(
  uri: string,
  within: number,
  question: (admin: Db) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: within });
  try {
    return await question(client.db('admin'));
  } finally {
    await client.close();
  }
}

import { type ClientSession, type Connection, createConnection } from 'mongoose';

/** The part of a MongoDB transaction that rooms pass on; undefined outside one. */
export type Transaction = ClientSession;

const QUICK = 2_000;

/** `monitorCommands`: each command can be counted, which costs a little. */
export type MongoOptions = { monitorCommands?: boolean };

/**
 * Connects to MongoDB. Commands are never buffered while it is away: a webhook must answer 503 within two
 * seconds, so that Twilio tries again, rather than hang. Writes wait for the majority and the journal.
 */
export function connectMongo(uri: string, options: MongoOptions): Connection {
  const connection = createConnection(uri, {
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: QUICK,
    connectTimeoutMS: QUICK,
    // A MongoDB that hangs or was cut off closes no connection: it is noticed this long plus QUICK later.
    heartbeatFrequencyMS: 1_000,
    waitQueueTimeoutMS: 10_000,
    maxPoolSize: 50,
    w: 'majority',
    journal: true,
    retryWrites: true,
    ...options,
  });
  // Operations report their own failure; without a listener the first one would end the program.
  connection.asPromise().catch(() => {});
  connection.on('error', () => {});
  return connection;
}

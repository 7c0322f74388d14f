import { type Connection, mongo } from 'mongoose';
import { alarmsOf } from './collections/alarms.ts';
import { answersOf } from './collections/answers.ts';
import { attendanceOf } from './collections/attendance.ts';
import { callsOf } from './collections/calls.ts';
import { broadcastsOf, changesOf } from './collections/changes.ts';
import { consentEventsOf } from './collections/consent-events.ts';
import { contactsOf } from './collections/contacts.ts';
import { conversationsOf } from './collections/conversations.ts';
import { inboundOf } from './collections/inbound.ts';
import { messagesOf } from './collections/messages.ts';
import { ownBroadcastsOf } from './collections/own-broadcasts.ts';
import { rsvpsOf } from './collections/rsvps.ts';
import { contentVersionsOf, leasesOf, programmesOf, settingsOf } from './collections/settings.ts';
import { sitesOf, workshopsOf } from './collections/workshops.ts';
import { connectMongo, type Transaction } from './connect.ts';

/** All collections of one database. Rooms are given those they need of it. */
export type Store = ReturnType<typeof openStore>;

/**
 * Opens the database at `uri`. Nothing is awaited: an unreachable MongoDB shows in the first operation,
 * and is waited for by `ready`.
 */
export function openStore(uri: string) {
  const connection = connectMongo(uri);
  return {
    contacts: contactsOf(connection),
    consentEvents: consentEventsOf(connection),
    inbound: inboundOf(connection),
    messages: messagesOf(connection),
    alarms: alarmsOf(connection),
    conversations: conversationsOf(connection),
    sites: sitesOf(connection),
    workshops: workshopsOf(connection),
    rsvps: rsvpsOf(connection),
    attendance: attendanceOf(connection),
    answers: answersOf(connection),
    calls: callsOf(connection),
    changes: changesOf(connection),
    broadcasts: broadcastsOf(connection),
    ownBroadcasts: ownBroadcastsOf(connection),
    leases: leasesOf(connection),
    settings: settingsOf(connection),
    programmes: programmesOf(connection),
    contentVersions: contentVersionsOf(connection),
    connection,
    ready: () => ready(connection),
    ping: () => ping(connection),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => transaction(connection, work),
    close: () => connection.close(),
  };
}

/** Connects and creates every declared index; safe to call from several processes at once. */
async function ready(connection: Connection): Promise<void> {
  await connection.asPromise();
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** Whether MongoDB answers now. */
async function ping(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 });
    return connection.db !== undefined;
  } catch {
    return false;
  }
}

/**
 * Runs `work` in one transaction; on a conflict it is run again from its start, so it must touch nothing
 * outside the database and rebuild all it returns.
 */
async function transaction<T>(
  connection: Connection,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const session = await connection.startSession();
  try {
    return await session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    });
  } finally {
    await session.endSession();
  }
}

/** A new document's id: sorts by time of making. */
export function newId(): string {
  return new mongo.ObjectId().toHexString();
}

/** Whether an error is of the database or the way to it, and passes: nobody's message is to blame. */
export function isOutage(error: unknown): boolean {
  return error instanceof mongo.MongoError && !isDuplicate(error);
}

/** Whether an error says that a unique index already holds such a document. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}

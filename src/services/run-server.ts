import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, realpathSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '#domain';
import { freePort, isTaken } from './free-port.ts';
import { bornAt, end, isRunning, ownLifetime } from './lifetime.ts';
import { readRecord, type ServerRecord, writeRecord } from './record.ts';
import type { ServerKind } from './server-kind.ts';

const START_WITHIN_MS = 60_000;
const WAKE_WITHIN_MS = 15_000;
const PORTS_TRIED = 3;
const LOG_BYTES = 10_000_000;

/** One of our servers, running: its address, and whether ending it is our business. */
export type RunningServer = { address: string; shared: boolean };

/** Finds this home's server running (and takes it over if its owner has gone), or starts it. */
export async function runServer(
  kind: ServerKind,
  home: string,
  progress: (line: string) => void,
): Promise<RunningServer> {
  const begun = Date.now();
  const folder = join(home, 'data', kind.key);
  mkdirSync(folder, { recursive: true });
  const last = readRecord(home)[kind.key];
  const again = last && (await findAgain(kind, last, folder));
  const entry = again ?? (await start(kind, home, folder, last, progress));
  await kind.makeReady(entry.port).catch(async (error) => {
    if (!again) await stopServer(kind, home);
    throw error;
  });
  const shared = again !== undefined && (await hasLivingOwner(again));
  if (!shared) writeRecord(home, kind.key, { ...entry, owner: await ownLifetime() });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  progress(`${kind.name}: ${again ? 'found again' : 'ready'} on port ${entry.port} (${seconds} s)`);
  return { address: kind.address(entry.port), shared };
}

/** Ends this home's server and waits for it; what it holds stays on the disk, its port is remembered. */
export async function stopServer(kind: ServerKind, home: string): Promise<void> {
  const entry = readRecord(home)[kind.key];
  if (!entry) return;
  if (entry.running) await end(entry.running);
  writeRecord(home, kind.key, { binary: entry.binary, port: entry.port });
}

/** The address of this home's server if it answers now. */
export async function findServer(kind: ServerKind, home: string): Promise<string | undefined> {
  const entry = readRecord(home)[kind.key];
  const folder = join(home, 'data', kind.key);
  return entry && (await isOurs(kind, entry, folder)) ? kind.address(entry.port) : undefined;
}

async function hasLivingOwner(entry: ServerRecord): Promise<boolean> {
  return entry.owner !== undefined && (await isRunning(entry.owner));
}

/**
 * The server of the record if it is the one that answers there. One that runs and stays silent (it may
 * still be starting) is given a while, then ended: two servers on the same files would spoil them.
 */
async function findAgain(
  kind: ServerKind,
  last: ServerRecord,
  folder: string,
): Promise<ServerRecord | undefined> {
  const deadline = Date.now() + WAKE_WITHIN_MS;
  for (;;) {
    const found = await isOurs(kind, last, folder);
    if (found) return found;
    if (!last.running || !(await isRunning(last.running))) return undefined;
    if (Date.now() > deadline) break;
    await wait(100);
  }
  await end(last.running);
  return undefined;
}

async function isOurs(
  kind: ServerKind,
  entry: ServerRecord,
  folder: string,
): Promise<ServerRecord | undefined> {
  const answer = await kind.whoAnswers(entry.port);
  if (!answer || !isSameFolder(answer.folder, folder)) return undefined;
  const born = await bornAt(answer.pid);
  return born === undefined ? undefined : { ...entry, running: { pid: answer.pid, born } };
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

async function start(
  kind: ServerKind,
  home: string,
  folder: string,
  last: ServerRecord | undefined,
  progress: (line: string) => void,
): Promise<ServerRecord> {
  const binary = await kind.findBinary(last?.binary);
  const log = join(home, 'logs', `${kind.key}.log`);
  progress(`${kind.name}: starting`);
  for (let tried = 1; ; tried++) {
    const port = await freePort(last?.port);
    const child = spawnServer(binary, kind.args(port, folder), log);
    const running = { pid: child.pid ?? 0, born: (child.pid && (await bornAt(child.pid))) || '' };
    const entry: ServerRecord = { binary, port };
    if (running.born) Object.assign(entry, { running, owner: await ownLifetime() });
    writeRecord(home, kind.key, entry);
    if (await answers(kind, port, child)) return entry;
    if (child.exitCode === null && child.pid) await end(running);
    // Somebody else may have taken the port between our look and the server's.
    if (tried < PORTS_TRIED && (await isTaken(port))) continue;
    throw new ConfigError(
      `${kind.name} could not be started with ${binary}: its last words are at the end of ${log}, and what it keeps is in ${folder}.`,
    );
  }
}

/** In a group of its own, so that Ctrl-C in the terminal reaches us first and it ends after us. */
function spawnServer(binary: string, args: string[], log: string): ChildProcess {
  mkdirSync(join(log, '..'), { recursive: true });
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES)
    renameSync(log, `${log}.1`);
  const out = openSync(log, 'a');
  const child = spawn(binary, args, { detached: true, stdio: ['ignore', out, out] });
  child.once('error', () => {}); // seen as a missing pid
  child.unref();
  return child;
}

async function answers(kind: ServerKind, port: number, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_WITHIN_MS;
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    if ((await kind.whoAnswers(port))?.pid === child.pid) return true;
    if (Date.now() > deadline) return false;
    await wait(50);
  }
  return false;
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const STOP_WITHIN_MS = 15_000;

/** One running program. The birth tells it from another that was given the same number later. */
export type Lifetime = { pid: number; born: string };

/** This very program. */
export async function ownLifetime(): Promise<Lifetime> {
  return { pid: process.pid, born: (await bornAt(process.pid)) ?? 'unknown' };
}

/**
 * When the program with this number was started, as the system writes it; nothing if there is none, or
 * only a dead one that its parent has not yet collected.
 */
export async function bornAt(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) {
    // The name, in brackets, may hold anything; after it come the state and, 20th, the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  }
  const ps = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(
    () => null,
  );
  return ps?.stdout.trim() || (exists(pid) ? 'unknown' : undefined);
}

/** Whether that very program still runs. */
export async function isRunning(lifetime: Lifetime): Promise<boolean> {
  return (await bornAt(lifetime.pid)) === lifetime.born;
}

/** Asks the program to end and waits for it; after 15 s it is ended by force. */
export async function end(lifetime: Lifetime): Promise<void> {
  if (!(await isRunning(lifetime))) return;
  signal(lifetime.pid, 'SIGTERM');
  if (await endsWithin(lifetime, STOP_WITHIN_MS)) return;
  signal(lifetime.pid, 'SIGKILL');
  await endsWithin(lifetime, STOP_WITHIN_MS);
}

async function endsWithin(lifetime: Lifetime, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (await isRunning(lifetime)) {
    if (Date.now() > deadline) return false;
    await wait(50);
  }
  return true;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself between the look and the signal.
  }
}

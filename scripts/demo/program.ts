import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Undo } from './undo.ts';
import { until } from './until.ts';

const READY_WITHIN_MS = 40_000;
const STOPS_WITHIN_MS = 15_000;
const LAST_WORDS = 2000;

/**
 * Starts the program as `npm start` would, in a process of its own, and waits until it takes webhooks. Gives a
 * promise that rejects, with the program's last words, if it ends by itself.
 */
export async function startProgram(
  publicUrl: string,
  environment: NodeJS.ProcessEnv,
  undo: Undo,
): Promise<{ ended: Promise<never> }> {
  undo.signal.throwIfAborted();
  const child = spawn(process.execPath, [resolve('dist/src/main.js')], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a group of its own: Ctrl-C reaches the demo alone, which ends everything in order.
    detached: true,
  });
  undo.add(() => endProgram(child));
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    words = (words + piece).slice(-LAST_WORDS);
  });
  const ended = once(child, 'close').then(() => {
    throw new Error(`The program ended by itself. Its last words:\n${words}`);
  });
  ended.catch(() => {});
  const ready = until(() => notReady(publicUrl), READY_WITHIN_MS);
  await Promise.race([ready, ended]);
  return { ended };
}

async function notReady(publicUrl: string): Promise<string | null> {
  const answer = await fetch(`${publicUrl}/ready`).catch(() => null);
  return answer?.ok ? null : 'the program is not ready';
}

/** Asks a program to end, and waits; one that does not is ended by force. */
async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = new AbortController();
  const force = wait(STOPS_WITHIN_MS, null, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  );
  await gone;
  late.abort();
  await force;
}

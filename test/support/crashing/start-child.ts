import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestProgram } from '../program.ts';
import { until } from '../until.ts';
import type { ChildTask } from './child.ts';

const HOOKS = new URL('../typescript-hooks.mjs', import.meta.url).href;
const MAIN = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Another process of the program, on the same database, queues and Twilio. */
export type Child = {
  pid: number;
  /** Settles when it has ended; gives the signal that ended it, or its exit code. */
  ended: Promise<NodeJS.Signals | number | null>;
  isStopped: () => boolean;
  kill: (signal: NodeJS.Signals) => void;
};

const living = new Set<ChildProcess>();

/** Starts a child and waits until it is at work. */
export async function startChild(
  program: TestProgram,
  task: Omit<ChildTask, 'settings' | 'offsetMs'> & { settings?: Partial<ChildTask['settings']> },
): Promise<Child> {
  const whole: ChildTask = {
    ...task,
    settings: { ...program.world.settings, ...task.settings },
    offsetMs: program.clock.now().getTime() - Date.now(),
  };
  const child = spawn(process.execPath, ['--import', HOOKS, MAIN, JSON.stringify(whole)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  living.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    living.delete(child);
    return signal ?? code;
  });
  const ready = once(child, 'message').then(() => true);
  if ((await Promise.race([ready, ended])) !== true) throw new Error('The child did not start.');
  const pid = child.pid ?? 0;
  return { pid, ended, isStopped: () => isStopped(pid), kill: (signal) => child.kill(signal) };
}

/** Ends every child that still lives, even one that stands still. */
export async function endChildren(): Promise<void> {
  for (const child of living) child.kill('SIGKILL');
  await until('every child has ended', () => living.size === 0);
}

/** `ps` knows it on every system: the state of a stopped process begins with T. */
function isStopped(pid: number): boolean {
  return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .startsWith('T');
}

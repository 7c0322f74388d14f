import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { World } from '../../src/world.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that live in this process's heap after a forced collection. */
export function liveHeap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Microseconds this process has computed so far. */
export function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

type Started = { commandName: string; command: Record<string, unknown> };

/** Counts the commands to MongoDB that the program begins, by the driver's own monitoring. */
export function countCommands({ store }: World): { stop: () => string[] } {
  const commands: string[] = [];
  const note = ({ commandName, command }: Started) => {
    commands.push(`${commandName} ${command[commandName]}`);
  };
  const client = store.connection.getClient();
  client.on('commandStarted', note);
  return {
    stop: () => {
      client.off('commandStarted', note);
      return commands;
    },
  };
}

/** Runs `work` for 0 to `count` - 1, `lanes` at once. */
export async function inLanes(
  count: number,
  lanes: number,
  work: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      await work(n);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Asks until the answer is yes, for ten minutes at most. */
export async function untilSo(isSo: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const end = Date.now() + 600_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('What is measured did not end within ten minutes.');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Two digits after the point. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** The value below which so much of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** A whole number of the command line, as `--families 500`; what the issue asks where none is given. */
export function option(args: readonly string[], name: string, otherwise: number): number {
  const place = args.indexOf(`--${name}`);
  const given = place < 0 ? otherwise : Number(args[place + 1]);
  if (!Number.isInteger(given) || given < 1)
    throw new Error(`--${name} takes a whole number above 0, as in: --${name} ${otherwise}`);
  return given;
}

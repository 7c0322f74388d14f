import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readRecord, type ServiceAddresses, startServices } from '#services';
import type { Undo } from '../demo/undo.ts';

type Name = 'mongodb' | 'valkey';

/** A MongoDB and a Valkey of a case's own, which it may kill; their addresses stay the same. */
export type OwnServices = ServiceAddresses & {
  /** `kill -9`; settles when it is dead. */
  kill: (name: Name) => Promise<void>;
  /** Starts again whatever of the two is dead, on what it left on the disk. */
  restart: () => Promise<void>;
  /** Deletes what a dead Valkey left on the disk. */
  emptyValkey: () => Promise<void>;
};

/** Starts both under `home`; what ends them is put into `undo`. */
export async function startOwnServices(home: string, undo: Undo): Promise<OwnServices> {
  const run = () => startServices({ home, binaries: resolve('.puente/bin'), progress: () => {} });
  const starting = run();
  undo.add(async () => (await starting.catch(() => null))?.stop());
  const { mongodbUri, redisUrl } = await starting;
  return {
    mongodbUri,
    redisUrl,
    kill: (name) => kill(home, name),
    restart: async () => {
      const again = await run();
      if (again.mongodbUri !== mongodbUri || again.redisUrl !== redisUrl)
        throw new Error('A restarted service has another address: its port was taken meanwhile.');
    },
    emptyValkey: () => rm(join(home, 'data', 'valkey'), { recursive: true, force: true }),
  };
}

async function kill(home: string, name: Name): Promise<void> {
  const pid = readRecord(home)[name]?.running?.pid;
  if (!pid) throw new Error(`No ${name} is recorded as running in ${home}.`);
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await wait(20);
}

/** Our own child stays in the table of processes until it is collected, which Node does at its exit. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

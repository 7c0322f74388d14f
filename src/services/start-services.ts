import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigError } from '#domain';
import type { ServiceAddresses } from './addresses.ts';
import { withLock } from './lock.ts';
import { checkMongodb, mongodb } from './mongodb.ts';
import { type RunningServer, runServer, stopServer } from './run-server.ts';
import type { ServerKind } from './server-kind.ts';
import { checkRedis, valkey } from './valkey.ts';

/**
 * What is wanted. `home` keeps what the servers hold; `binaries` keeps fetched programs and may be shared
 * by many homes. An address given is used as it is, and its server is never started or stopped.
 */
export type ServicesWanted = {
  home: string;
  binaries: string;
  mongodbUri?: string | undefined;
  redisUrl?: string | undefined;
  /** Told a line for people whenever something takes its time. */
  progress: (line: string) => void;
};

/** The addresses of both services, and how to end those that are ours to end. */
export type Services = ServiceAddresses & { stop(): Promise<void> };

/**
 * Finds or starts MongoDB and Valkey. Throws a ConfigError with the ways out if one cannot be had; nothing
 * that was started is left behind then.
 */
export async function startServices(wanted: ServicesWanted): Promise<Services> {
  const { progress } = wanted;
  const home = resolve(wanted.home);
  const binaries = resolve(wanted.binaries);
  await makeHome(home);
  const kinds = [mongodb(binaries, progress), valkey(binaries, progress)] as const;
  const parts = [
    { kind: kinds[0], given: wanted.mongodbUri, check: checkMongodb },
    { kind: kinds[1], given: wanted.redisUrl, check: checkRedis },
  ];
  const lock = join(home, 'services.lock');
  const told = (pid: number) => progress(`Waiting for program ${pid}, which starts the services.`);

  const provide = async ({ kind, given, check }: (typeof parts)[number]) => {
    if (given === undefined) return runServer(kind, home, progress);
    await check(given);
    return { address: given, shared: true };
  };
  const tried = await withLock(lock, () => Promise.allSettled(parts.map(provide)), told);

  const stop = () => withLock(lock, () => stopOwn(kinds, tried, home));
  const failed = tried.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [mongodbUri, redisUrl] = tried.map((result) => fulfilled(result)?.address ?? '');
  return { mongodbUri: mongodbUri!, redisUrl: redisUrl!, stop };
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK | constants.X_OK);
  } catch {
    throw new ConfigError(
      `${home} is no folder that Puente can write to: correct its rights, or set PUENTE_HOME to another.`,
    );
  }
}

async function stopOwn(
  kinds: readonly ServerKind[],
  tried: PromiseSettledResult<RunningServer>[],
  home: string,
): Promise<void> {
  const own = kinds.filter((_, index) => fulfilled(tried[index]!)?.shared === false);
  await Promise.all(own.map((kind) => stopServer(kind, home)));
}

function fulfilled<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}

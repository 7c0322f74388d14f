import { Redis } from 'ioredis';
import { ConfigError } from '#domain';
import { valkeyAddress } from './addresses.ts';
import type { ServerKind } from './server-kind.ts';
import { findValkey } from './valkey-binary.ts';

const ANSWER_WITHIN_MS = 5000;

/** Our own Valkey: every write goes to the disk, nothing is ever evicted. */
export function valkey(binaries: string, progress: (line: string) => void): ServerKind {
  return {
    name: 'Valkey',
    key: 'valkey',
    findBinary: (remembered) => findValkey(binaries, remembered, progress),
    args: (port, folder) => [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
    ],
    whoAnswers: (port) => ask(valkeyAddress(port), tellsItself).catch(() => undefined),
    makeReady: (port) => ask(valkeyAddress(port), (client) => client.ping()).then(() => {}),
    address: valkeyAddress,
  };
}

/** Makes sure that the Valkey or Redis at REDIS_URL answers; throws a ConfigError that never shows the address. */
export async function checkRedis(redisUrl: string): Promise<void> {
  try {
    await ask(redisUrl, (client) => client.ping());
  } catch (error) {
    throw new ConfigError(
      `REDIS_URL names a Valkey or Redis that does not answer (${reason(error)}): start it, or correct the address, or unset REDIS_URL and Puente starts its own.`,
    );
  }
}

async function tellsItself(client: Redis): Promise<{ pid: number; folder: string } | undefined> {
  const [, folder] = (await client.config('GET', 'dir')) as string[];
  const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
  return folder && pid ? { pid, folder } : undefined;
}

/** Asks one thing over a connection of its own, which tries once and is closed after it. */
async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => {}); // every failure also reaches the caller below
  try {
    await client.connect();
    return await question(client);
  } finally {
    client.disconnect();
  }
}

/** The short, harmless part of an error: a code, or what the server said. */
function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

import { resolve } from 'node:path';
import type { ServiceAddresses } from './addresses.ts';
import { mongodb } from './mongodb.ts';
import { findServer } from './run-server.ts';
import { valkey } from './valkey.ts';

/**
 * The services of a home if they run now, else null: for commands that run beside the program. Starts and
 * stops nothing. An address given stands for its service.
 */
export async function findServices(
  home: string,
  given: { mongodbUri?: string | undefined; redisUrl?: string | undefined } = {},
): Promise<ServiceAddresses | null> {
  const silent = () => {};
  const folder = resolve(home);
  const [mongodbUri, redisUrl] = await Promise.all([
    given.mongodbUri ?? findServer(mongodb('', silent), folder),
    given.redisUrl ?? findServer(valkey('', silent), folder),
  ]);
  return mongodbUri && redisUrl ? { mongodbUri, redisUrl } : null;
}

import { ConfigError, silentLog } from '#domain';
import { findServices } from '#services';
import { openStore, type Store } from '#storage';
import { type Config, isLoopback, readConfig } from '../../src/config.ts';
import { openClock } from '../../src/open-clock.ts';
import { sharedEmulator } from '../../src/start-emulator.ts';
import type { CommandWorld, Sending } from './command.ts';

/** The world of one command, and how to leave it. */
export type OpenWorld = { world: CommandWorld; close: () => Promise<void> };

/**
 * Finds the running program's MongoDB and Valkey, by the same settings as `npm start`, and opens no more of
 * the program than commands need: they are to answer within a second.
 * @throws ConfigError where nothing runs or MongoDB does not answer
 */
export async function openWorld(): Promise<OpenWorld> {
  const config = readConfig();
  const { mongodbUri, redisUrl } = await servicesOf(config);
  const store = openStore(mongodbUri);
  await store.connection.asPromise().catch(() => {
    throw new ConfigError(
      'MongoDB does not answer. Is Puente running, and MONGODB_URI the same as for npm start?',
    );
  });
  const world: CommandWorld = {
    store,
    clock: openClock(config.clockFile),
    log: silentLog,
    settings: { publicUrl: publicUrlOf(config), twilio: config.twilio ?? sharedEmulator(config) },
    handOn: async (hints) => {
      const { openQueues } = await import('#queue');
      const queues = openQueues(redisUrl, silentLog);
      await queues.enqueue(hints);
      await queues.close();
    },
    sending: () => readSending(config, store, mongodbUri),
  };
  return { world, close: () => store.close() };
}

/** Without an address of its own the program is reached on this machine, at a port that must be known. */
function publicUrlOf({ publicUrl, port }: Config): string | null {
  return publicUrl ?? (port === 0 ? null : `http://127.0.0.1:${port}`);
}

async function servicesOf(config: Config) {
  const services = await findServices(config.home, {
    mongodbUri: config.mongodbUri ?? undefined,
    redisUrl: config.redisUrl ?? undefined,
  });
  if (services) return services;
  throw new ConfigError(
    'Puente is not running here: start it with npm start in another terminal, or set MONGODB_URI and REDIS_URL.',
  );
}

async function readSending(config: Config, store: Store, mongodbUri: string): Promise<Sending> {
  const [{ currentContent }, { programmeOf }] = await Promise.all([
    import('#content'),
    import('../../src/world.ts'),
  ]);
  const [content, programme] = await Promise.all([
    currentContent({ store }),
    programmeOf(mongodbUri, config.organisation),
  ]);
  if (!content)
    throw new ConfigError(
      'No flows and words are published yet: start Puente once with npm start.',
    );
  const { twilio, segmentsPerSecond } = config;
  const senders = twilio && {
    sms: Boolean(twilio.messagingServiceSid ?? twilio.from),
    whatsapp: Boolean(twilio.whatsappFrom),
  };
  return {
    programme: () => programme,
    content: () => content,
    // The emulator has a number for each.
    canSend: (channel) => senders?.[channel] ?? true,
    live: twilio !== null && !isLoopback(twilio.apiUrl ?? 'https://api.twilio.com'),
    segmentsPerSecond,
  };
}

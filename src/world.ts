import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { type MessageChannel, openTwilio } from '#channels';
import { type ContentDirs, openPublished } from '#content';
import { type Clock, type Log, monthOf, type Programme, SECOND } from '#domain';
import { openHolds, openPace } from '#outbox';
import { openQueues } from '#queue';
import { openSites, openStore, type Store } from '#storage';
import { type UnderstandingContext, understand } from '#understanding';
import { type Config, isLoopback, type TwilioConfig } from './config.ts';
import { openClock } from './open-clock.ts';

/** Settings with every service found: what a world is built from. */
export type WorldSettings = Pick<
  Config,
  'organisation' | 'segmentsPerSecond' | 'timeoutMs' | 'clockFile' | 'logLevel'
> & {
  mongodbUri: string;
  redisUrl: string;
  twilio: TwilioConfig;
  publicUrl: string;
  /** Prefix of all keys in Valkey; tests give each run its own. */
  queuePrefix?: string;
};

/** What tests and benches put in place of the real parts. */
export type Replaced = Partial<{
  clock: Clock;
  log: Log;
  channel: MessageChannel;
  dirs: ContentDirs;
  monitorCommands: boolean;
}>;

export type World = Awaited<ReturnType<typeof buildWorld>>;

/** The folder of this checkout or image. */
export const ROOT = new URL(
  '../'.repeat(import.meta.url.includes('/dist/src/') ? 2 : 1),
  import.meta.url,
);

/** Where flows and words lie in this checkout or image. */
export const CONTENT_DIRS = {
  flowsDir: fileURLToPath(new URL('flows', ROOT)),
  localesDir: fileURLToPath(new URL('locales', ROOT)),
};

/**
 * Builds the whole from settings: the one place that knows every part. Waits until MongoDB is there and its
 * indexes are made, and publishes the flows and words on disk.
 * @throws ContentError if a flow or text is wrong; the driver's error if MongoDB cannot be reached
 */
export async function buildWorld(settings: WorldSettings, replaced: Replaced = {}) {
  const clock = replaced.clock ?? openClock(settings.clockFile);
  const log = replaced.log ?? openLog(settings.logLevel);
  const { monitorCommands = false } = replaced;
  const store = openStore(settings.mongodbUri, { monitorCommands });
  await store.ready();
  const queue = openQueues(settings.redisUrl, log, settings.queuePrefix);
  const channel =
    replaced.channel ??
    openTwilio({
      ...settings.twilio,
      publicUrl: settings.publicUrl,
      timeoutMs: settings.timeoutMs,
    });
  const programme = await followProgramme(store, settings.organisation);
  const sites = openSites(store);
  const holds = openHolds({ store, clock });
  const pace = openPace(store, settings.segmentsPerSecond, () =>
    monthOf(clock.now(), programme.current().timeZone),
  );
  const dirs = replaced.dirs ?? CONTENT_DIRS;
  const content = await openPublished({ store, clock, log }, dirs);

  return {
    settings,
    store,
    queue,
    clock,
    log,
    channel,
    canSend: channel.canSend,
    canOfferButtons: channel.canOfferButtons,
    timeoutMs: settings.timeoutMs,
    pace,
    holds,
    programme: programme.current,
    sites: sites.of,
    live: !isLoopback(settings.twilio.apiUrl ?? 'https://api.twilio.com'),
    content: content.current,
    contentOf: content.ofVersion,
    localesDir: dirs.localesDir,
    understand: (text: string, context: UnderstandingContext) =>
      understand(text, context, content.current().lexicon()),
    close: async () => {
      programme.stop();
      sites.stop();
      holds.close();
      content.stop();
      await queue.close();
      await pace.settle();
      await store.close();
    },
  };
}

/** JSON lines on standard error: standard output is for people and for commands' answers. */
export function openLog(level: Config['logLevel']): Log {
  const destination = pino.destination({ dest: 2, sync: true });
  // A terminal that was closed, or a reader that has gone, must not end the program.
  destination.on('error', () => {});
  return pino({ level, base: undefined }, destination);
}

/** The programme of the database at `mongodbUri`, for who must know it before the world is built. */
export async function programmeOf(mongodbUri: string, organisation: string): Promise<Programme> {
  const store = openStore(mongodbUri);
  try {
    await store.connection.asPromise();
    return await readProgramme(store, organisation);
  } finally {
    await store.close();
  }
}

async function readProgramme(store: Store, organisation: string): Promise<Programme> {
  const loaded = await store.programmes.findById('programme').lean<Programme>();
  return loaded ?? { name: organisation, timeZone: 'America/Los_Angeles', help: null };
}

/** The programme as it was last loaded, by whichever process; read anew four times a second. */
async function followProgramme(store: Store, organisation: string) {
  let current = await readProgramme(store, organisation);
  const reread = async () => {
    current = await readProgramme(store, organisation);
  };
  const timer = setInterval(() => reread().catch(() => {}), SECOND / 4);
  timer.unref();
  return { current: () => current, stop: () => clearInterval(timer) };
}

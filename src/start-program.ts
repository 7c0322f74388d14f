import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError, type Log, SECOND } from '#domain';
import { reconcile } from '#inbox';
import { type Services, startServices } from '#services';
import { type RunningWeb, serve } from '#web';
import { type RunningWorkers, startWorkers } from '#worker';
import type { Config } from './config.ts';
import { type FrontDoor, frontDoor } from './front-door.ts';
import { seedDemo } from './load.ts';
import { sharedEmulator, startEmulator } from './start-emulator.ts';
import { nameThePhones, sayWhereToLook } from './where-to-look.ts';
import { buildWorld, openLog, programmeOf, ROOT, type World } from './world.ts';

/** The program, running. `stop` ends it in order, within half a minute beside its services. */
export type Program = { port: number; world: World; stop: () => Promise<void> };

type Say = (line: string) => void;

/** How each part is ended, the first to end first: what takes in, what works, what that needs. */
const ORDER = ['workers', 'web', 'world', 'emulator', 'services'] as const;
type Part = (typeof ORDER)[number];
type Ends = Partial<Record<Part, () => Promise<void>>>;

/** What does not end by itself within this time is left behind: all facts are in MongoDB. */
const ENDS_WITHIN_MS: Record<Part, number> = {
  workers: 15 * SECOND,
  web: 5 * SECOND,
  world: 5 * SECOND,
  emulator: 10 * SECOND,
  services: 60 * SECOND,
};

/** A Twilio that does not answer is asked again; after this the workers' own reconcile must do. */
const CATCH_UP_TRIES = 5;
const CATCH_UP_PAUSE_MS = 5 * SECOND;

const BINARIES = fileURLToPath(new URL('.puente/bin', ROOT));

/**
 * Starts everything the role needs, in the order it is needed, and gives how to end it in the opposite
 * order: no webhook is taken that cannot be stored, no job begun that cannot end. Null if `asked` to stop
 * before it was up.
 * @throws ConfigError or ContentError with what to do; whatever was started is ended first
 */
export async function startProgram(
  config: Config,
  say: Say,
  asked: AbortSignal,
): Promise<Program | null> {
  const log = openLog(config.logLevel);
  const door = frontDoor(log);
  const ends: Ends = {};
  const stop = async () => {
    door.close();
    await endInOrder(ends, config, log);
  };
  try {
    return { ...(await startParts(config, { say, log, door, ends, asked })), stop };
  } catch (error) {
    await stop();
    // What was cut short by the same Ctrl-C, like a download, fails with an error of its own.
    if (asked.aborted) return null;
    throw error;
  }
}

type Starting = { say: Say; log: Log; door: FrontDoor; ends: Ends; asked: AbortSignal };

async function startParts(config: Config, starting: Starting) {
  const { say, log, door, ends, asked } = starting;
  const web = await listen(config, door);
  ends.web = web.close;
  const services = await findServices(config, say);
  ends.services = services.stop;
  asked.throwIfAborted();
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${web.port}`;
  const twilio = config.twilio ?? (await openEmulator(config, services, publicUrl, ends));
  asked.throwIfAborted();
  const { mongodbUri, redisUrl } = services;
  const settings = { ...config, mongodbUri, redisUrl, twilio, publicUrl };
  const world = await buildWorld(settings, { log });
  ends.world = world.close;
  asked.throwIfAborted();
  if (config.twilio === null && config.role !== 'worker') {
    await seedDemo(world);
    await nameThePhones(world, String(twilio.apiUrl));
  }
  const workers = config.role === 'web' ? null : startWorkers(world);
  if (workers) ends.workers = workers.close;
  asked.throwIfAborted();
  openDoor(door, config, world, workers);
  if (config.role !== 'worker') void catchUp(world, asked);
  await sayWhereToLook(world, config, web.port, say);
  return { port: web.port, world };
}

/** First of all, so that a port in use is told before anything else is begun. */
async function listen(config: Config, door: FrontDoor): Promise<RunningWeb> {
  try {
    // The emulator's token is known to everybody: nobody but this machine may write in its name.
    return await serve(door.app, config.port, config.twilio ? undefined : '127.0.0.1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new ConfigError(
      `Port ${config.port} is not yours to use: ports below 1024 are the administrator's. Set PORT to a higher one.`,
    );
  }
}

function findServices(config: Config, say: Say): Promise<Services> {
  return startServices({
    home: config.home,
    binaries: BINARIES,
    mongodbUri: config.mongodbUri ?? undefined,
    redisUrl: config.redisUrl ?? undefined,
    progress: say,
  });
}

async function openEmulator(config: Config, services: Services, publicUrl: string, ends: Ends) {
  if (config.role === 'worker') return sharedEmulator(config);
  const { timeZone } = await programmeOf(services.mongodbUri, config.organisation);
  const emulator = await startEmulator(config, publicUrl, timeZone);
  ends.emulator = emulator.stop;
  return emulator.twilio;
}

function openDoor(
  door: FrontDoor,
  config: Config,
  world: World,
  workers: RunningWorkers | null,
): void {
  const { accountSid, authToken } = world.settings.twilio;
  const { publicUrl } = world.settings;
  const settings = { publicUrl, accountSid, authToken, log: world.log };
  const readiness = async () => ({
    mongodb: await world.store.ping(),
    ...(workers ? { queue: await world.queue.ping(), workers: workers.isRunning() } : {}),
  });
  const isWorker = config.role === 'worker';
  door.open(readiness, {
    webhooks: isWorker ? null : { world, settings },
    join: isWorker ? null : world,
  });
}

/**
 * What families wrote while no web process was up is with Twilio alone, and the workers look there only every
 * five minutes: looked for as soon as webhooks are taken again.
 */
async function catchUp(world: World, asked: AbortSignal): Promise<void> {
  for (let tried = 0; tried < CATCH_UP_TRIES && !asked.aborted; tried += 1) {
    try {
      await reconcile(world);
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      world.log.warn({ error: reason }, 'what came meanwhile could not be looked for');
      await wait(CATCH_UP_PAUSE_MS, null, { ref: false });
    }
  }
}

async function endInOrder(ends: Ends, config: Config, log: Log): Promise<void> {
  for (const part of ORDER) {
    // A text that is being handed to Twilio gets its answer.
    const patience = part === 'workers' ? config.timeoutMs + 5 * SECOND : 0;
    const within = Math.max(ENDS_WITHIN_MS[part], patience);
    const ended = ends[part]?.().then(
      () => true,
      () => false,
    );
    const timer = new AbortController();
    const late = wait(within, false, { signal: timer.signal }).catch(() => false);
    if ((await Promise.race([ended ?? true, late])) === false)
      log.warn({ part }, 'a part did not end as it should and is left behind');
    timer.abort();
  }
}

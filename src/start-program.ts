import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#domain';
import { startServices } from '#services';
import { createApp, type Readiness, serve } from '#web';
import { type RunningWorkers, startWorkers } from '#worker';
import { type Config, isLoopback, type TwilioConfig } from './config.ts';
import { seedDemo } from './load.ts';
import { buildWorld, type World } from './world.ts';

export type Program = { port: number; world: World; stop: () => Promise<void> };

type Say = (line: string) => void;

const BINARIES = fileURLToPath(new URL('../../.puente/bin', import.meta.url));

/** The emulator's own account: it exists on this machine only, so its token is no secret. */
const EMULATED: Omit<TwilioConfig, 'apiUrl'> = {
  accountSid: 'ACe000000000000000000000000000000e',
  authToken: 'emulated-token-of-this-machine',
  messagingServiceSid: null,
  from: '+15005550006',
  whatsappFrom: '+15005550010',
};

/**
 * Starts everything the role needs, in the order it is needed, and gives how to end it in the opposite
 * order: no webhook is taken that cannot be stored, no job begun that cannot end.
 */
export async function startProgram(config: Config, say: Say): Promise<Program> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of undo.reverse()) await end();
  };
  try {
    return { ...(await startParts(config, say, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(config: Config, say: Say, undo: (() => Promise<void>)[]) {
  const services = await startServices({
    home: config.home,
    binaries: BINARIES,
    mongodbUri: config.mongodbUri ?? undefined,
    redisUrl: config.redisUrl ?? undefined,
    progress: say,
  });
  undo.push(() => services.stop());
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  const twilio = config.twilio ?? (await startEmulator(config, publicUrl, undo));
  const { mongodbUri, redisUrl } = services;
  const world = await buildWorld({ ...config, mongodbUri, redisUrl, twilio, publicUrl });
  undo.push(() => world.close());
  if (config.twilio === null) await seedDemo(world);
  const workers = config.role === 'web' ? null : startWorkers(world);
  if (workers) undo.push(() => workers.close());
  const web = await serve(appOf(world, config, workers), config.port);
  undo.push(() => web.close());
  sayWhereToLook(config, web.port, twilio, say);
  return { port: web.port, world };
}

function appOf(world: World, config: Config, workers: RunningWorkers | null) {
  const { accountSid, authToken } = world.settings.twilio;
  const { publicUrl } = world.settings;
  const readiness: Readiness = async () => ({
    mongodb: await world.store.ping(),
    ...(workers ? { queue: await world.queue.ping(), workers: workers.isRunning() } : {}),
  });
  const settings = { publicUrl, accountSid, authToken, log: world.log };
  const webhooks = config.role === 'worker' ? null : { world, settings };
  return createApp({ readiness, log: world.log, webhooks });
}

/** Starts the Twilio emulator in a process of its own; it ends with this one. */
async function startEmulator(
  config: Config,
  publicUrl: string,
  undo: (() => Promise<void>)[],
): Promise<TwilioConfig> {
  if (!isLoopback(publicUrl)) {
    throw new ConfigError(
      'PUBLIC_URL must be an address of this machine while no TWILIO_ACCOUNT_SID is set.',
    );
  }
  const { whatsappFrom, ...account } = EMULATED;
  const settings = {
    ...account,
    whatsappFrom: `whatsapp:${whatsappFrom}`,
    port: config.emulatorPort,
    home: join(config.home, 'emulator'),
    segmentsPerSecond: config.segmentsPerSecond,
    webhookUrl: `${publicUrl}/webhooks/twilio/messages#rc=5&rp=all`,
    clockFile: config.clockFile,
  };
  const main = fileURLToPath(new URL('./emulator/main.js', import.meta.url));
  // A group of its own: Ctrl-C in a terminal must not end it before our last texts are accepted.
  const child = fork(main, [JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
  undo.push(() => endChild(child));
  const port = await readyPort(child, config.emulatorPort);
  return { ...EMULATED, apiUrl: `http://127.0.0.1:${port}` };
}

function readyPort(child: ChildProcess, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', () =>
      reject(
        new ConfigError(
          `The Twilio emulator could not start. Is port ${wanted} in use? Set PUENTE_EMULATOR_PORT to a free one.`,
        ),
      ),
    );
  });
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}

function sayWhereToLook(config: Config, port: number, twilio: TwilioConfig, say: Say): void {
  say('');
  say(`Puente is up (${config.role}) on http://127.0.0.1:${port}`);
  if (config.twilio === null) {
    say(`Families' phones:  ${twilio.apiUrl}/phones`);
    say('Try this: in another terminal, invite the families of a site to its next workshop:');
    say(`  npm run -s puente -- invite '{"workshop":"bolivar-1"}'`);
    say('then open the phones, choose a family, and answer as a parent would: sí vamos 3');
  }
  say('Stop with Ctrl-C; everything is kept.');
}

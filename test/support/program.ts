import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentDirs } from '#content';
import type { Clock, Log } from '#domain';
import { silentLog } from '#domain';
import {
  createEmulator,
  type EmulatorControl,
  type EmulatorSettingsInput,
  emulatorControl,
} from '#emulator';
import { createApp, serve } from '#web';
import { startWorkers } from '#worker';
import { loadLine } from '../../src/load.ts';
import { freePort } from '../../src/services/free-port.ts';
import { buildWorld, type World } from '../../src/world.ts';
import { freshDatabaseUri, freshQueuePrefix, redisUrl } from './services.ts';
import { until } from './until.ts';

export const ACCOUNT = {
  accountSid: `AC${'e'.repeat(32)}`,
  authToken: 'a-token-for-tests',
  from: '+15005550006',
};

/** The whole program in this process, on the run's services, with an emulator of its own. */
export type TestProgram = {
  world: World;
  clock: MovableClock;
  twilio: EmulatorControl;
  twilioUrl: string;
  url: string;
  /** Takes lines of `load`, each of which must be taken. */
  load: (...lines: object[]) => Promise<void>;
  /** A family writes; settles when the webhook was answered. */
  says: (phone: string, body: string) => Promise<void>;
  /** What families have on their phones from us, oldest first. */
  texts: (phone: string) => Promise<string[]>;
  close: () => Promise<void>;
};

export type MovableClock = Clock & { moveTo: (at: Date | string) => void };

/** A clock that runs, from `start` on, and can be put forward or back. */
export function movableClock(start: Date | string): MovableClock {
  let offset = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    real: () => new Date(),
    moveTo: (at) => {
      offset = new Date(at).getTime() - Date.now();
    },
  };
}

/** A clock that stands still until it is moved, so that a slow machine comes to no later minute. */
export function stillClock(start: Date | string): MovableClock {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    real: () => new Date(),
    moveTo: (next) => {
      at = new Date(next);
    },
  };
}

type Wanted = {
  /** The time families live in; Tuesday 1 December 2026, 11:00 in Los Angeles where nothing is said. */
  now?: string;
  /** True for a clock that stands still between two moves. */
  still?: boolean;
  emulator?: Partial<EmulatorSettingsInput>;
  segmentsPerSecond?: number;
  timeoutMs?: number;
  /** The Contents for WhatsApp's buttons; none where nothing is said. */
  buttonContents?: { 2: string | null; 3: string | null };
  /** Flows and words of the test's own. */
  dirs?: ContentDirs;
  /** False where a test calls the rooms itself. */
  workers?: boolean;
  /** Hears all that is logged; silent otherwise. */
  log?: Log;
  /** Services of the test's own, which it may kill; the run's otherwise. */
  services?: { mongodbUri: string; redisUrl: string };
};

/** Starts the whole program. Call `close` when done. */
export async function startTestProgram(name: string, wanted: Wanted = {}): Promise<TestProgram> {
  const home = mkdtempSync(join(tmpdir(), 'puente-emulator-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const emulator = createEmulator({
    ...ACCOUNT,
    home,
    segmentsPerSecond: 0,
    webhookUrl: `${url}/webhooks/twilio/messages#rc=5&rp=all`,
    latency: { accept: 0, send: 2, deliver: 2, read: 5 },
    ...wanted.emulator,
  });
  const twilioUrl = `http://127.0.0.1:${await emulator.listen()}`;
  const twilio = emulatorControl(twilioUrl);
  const log = wanted.log ?? silentLog;
  const clock = (wanted.still ? stillClock : movableClock)(
    wanted.now ?? '2026-12-01T11:00:00-08:00',
  );
  const world = await buildWorld(
    {
      organisation: 'Puente',
      segmentsPerSecond: wanted.segmentsPerSecond ?? 1000,
      timeoutMs: wanted.timeoutMs ?? 2000,
      clockFile: null,
      logLevel: 'silent',
      mongodbUri: wanted.services?.mongodbUri ?? freshDatabaseUri(name),
      redisUrl: wanted.services?.redisUrl ?? redisUrl(),
      queuePrefix: freshQueuePrefix(),
      twilio: {
        ...ACCOUNT,
        messagingServiceSid: null,
        whatsappFrom: '+15005550010',
        buttonContents: wanted.buttonContents ?? { 2: null, 3: null },
        apiUrl: twilioUrl,
      },
      publicUrl: url,
    },
    { clock, log, monitorCommands: true, ...(wanted.dirs ? { dirs: wanted.dirs } : {}) },
  );
  const settings = { publicUrl: url, ...ACCOUNT, log };
  const app = createApp({
    readiness: async () => ({}),
    log,
    webhooks: { world, settings },
    join: world,
  });
  const web = await serve(app, port, '127.0.0.1');
  const workers = wanted.workers === false ? null : startWorkers(world);
  // Nobody takes what is handed on: a broadcast must not step back, a second a group, for replies that stay there.
  if (!workers) world.queue.waiting = async () => 0;
  return {
    world,
    clock,
    twilio,
    twilioUrl,
    url,
    load: (...lines) => loadAll(world, lines),
    says: async (from, body) => {
      const { status } = await twilio.inbound({ from, body });
      if (status !== 200) throw new Error(`The webhook answered ${status}.`);
    },
    texts: async (phone) => {
      const sent = (await twilio.messages()).filter(
        (m) => m.to === phone && m.direction === 'outbound-api',
      );
      return sent.map((m) => m.body ?? '');
    },
    close: async () => {
      await workers?.close();
      await web.close();
      await emulator.close();
      await world.store.connection.dropDatabase();
      await world.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function loadAll(world: World, lines: object[]): Promise<void> {
  for (const line of lines) {
    const { outcome, reason } = await loadLine(world, JSON.stringify(line));
    if (outcome === 'refused') throw new Error(`A line of the test was refused: ${reason}`);
  }
  const named = lines.find((line) => 'kind' in line && line.kind === 'programme');
  if (named && 'name' in named) {
    await until('the programme is read', () => world.programme().name === named.name);
  }
}

export { freePort };

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, silentLog } from '#domain';
import { type EmulatorControl, type EmulatorSettingsInput, emulatorControl } from '#emulator';
import { freePort, startServices } from '#services';
import { createApp, serve } from '#web';
import { buildWorld, type World } from '../../src/world.ts';

export const ACCOUNT = {
  accountSid: `AC${'b'.repeat(32)}`,
  authToken: 'a-token-of-the-bench',
  messagingServiceSid: `MG${'b'.repeat(32)}`,
};

/** What the benches run on: services and an emulator of their own, each a process, all on this machine. */
export type Ground = {
  twilioUrl: string;
  twilio: EmulatorControl;
  /** The program's web part and rooms in this process, on a database of its own; its workers are not started. */
  program: (wanted?: {
    segmentsPerSecond?: number;
    monitorCommands?: boolean;
  }) => Promise<BenchProgram>;
  close: () => Promise<void>;
};

export type BenchProgram = { world: World; url: string; close: () => Promise<void> };

/** Tuesday 1 December 2026, 11:00 in Los Angeles, and on from there: a time at which texts may go. */
function daytime(): Clock {
  const offset = Date.parse('2026-12-01T11:00:00-08:00') - Date.now();
  return { now: () => new Date(Date.now() + offset), real: () => new Date() };
}

/** Starts MongoDB, Valkey and the emulator, which sends three callbacks a message and at no rate. */
export async function openGround(): Promise<Ground> {
  const home = mkdtempSync(join(tmpdir(), 'puente-bench-'));
  const progress = (line: string) => console.error(line);
  const services = await startServices({ home, binaries: resolve('.puente/bin'), progress });
  const emulator = await forkEmulator(join(home, 'twilio'));
  const programs = new Set<BenchProgram>();
  let made = 0;
  return {
    twilioUrl: emulator.url,
    twilio: emulatorControl(emulator.url),
    program: async ({ segmentsPerSecond = 1_000_000, monitorCommands = false } = {}) => {
      made += 1;
      const uri = new URL(services.mongodbUri);
      uri.pathname = `/bench${made}`;
      const url = `http://127.0.0.1:${await freePort()}`;
      const addresses = { mongodbUri: uri.href, redisUrl: services.redisUrl, publicUrl: url };
      const world = await buildWorld(
        {
          organisation: 'Puente',
          segmentsPerSecond,
          timeoutMs: 10_000,
          clockFile: null,
          logLevel: 'silent',
          ...addresses,
          queuePrefix: `bench${made}`,
          twilio: {
            ...ACCOUNT,
            from: null,
            whatsappFrom: null,
            apiUrl: emulator.url,
            buttonContents: { 2: null, 3: null },
          },
        },
        { clock: daytime(), log: silentLog, monitorCommands },
      );
      const settings = { publicUrl: url, ...ACCOUNT, log: silentLog };
      const readiness = async () => ({});
      const app = createApp({ readiness, log: silentLog, webhooks: { world, settings } });
      const web = await serve(app, Number(new URL(url).port), '127.0.0.1');
      const program: BenchProgram = {
        world,
        url,
        close: async () => {
          programs.delete(program);
          await web.close();
          await world.close();
        },
      };
      programs.add(program);
      return program;
    },
    close: async () => {
      for (const program of programs) await program.close();
      await emulator.close();
      await services.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function forkEmulator(home: string) {
  const settings: EmulatorSettingsInput = {
    ...ACCOUNT,
    home,
    segmentsPerSecond: 0,
    latency: { accept: 0, send: 5, deliver: 10, read: 20 },
  };
  const main = fileURLToPath(new URL('../../src/emulator/main.js', import.meta.url));
  const child = fork(main, [JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 2, 'ipc'] });
  const [message] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${(message as { port: number }).port}`,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEmulator, type EmulatorControl, emulatorControl } from '#emulator';
import { freePort, startServices } from '#services';
import { openStore, type Store } from '#storage';
import { ACCOUNT, demoEnvironment } from './environment.ts';
import { type MovedClock, movedClock } from './moved-clock.ts';
import { startProgram } from './program.ts';
import type { Undo } from './undo.ts';

/** Everything the story is played on; all of it is the demo's own. */
export type Parts = {
  clock: MovedClock;
  twilio: EmulatorControl;
  /** The program's database, to see when nothing is under way any more. */
  store: Store;
  /** The environment for the program's commands. */
  environment: NodeJS.ProcessEnv;
  /** Rejects when the program ends before it was asked to. */
  ended: Promise<never>;
  /** Aborted when all of this is being ended. */
  stopping: AbortSignal;
};

/**
 * Starts MongoDB, Valkey, a Twilio emulator and the program itself, each on a free port of this machine, in a
 * temporary home. What ends them is put into `undo`, also of what was only half started.
 */
export async function startParts(
  start: Date,
  undo: Undo,
  progress: (line: string) => void,
): Promise<Parts> {
  const home = mkdtempSync(join(tmpdir(), 'puente-demo-'));
  undo.add(() => rm(home, { recursive: true, force: true }));
  const starting = startServices({ home, binaries: resolve('.puente/bin'), progress });
  undo.add(async () => (await starting.catch(() => null))?.stop());
  const { mongodbUri, redisUrl } = await starting;
  const clock = movedClock(join(home, 'clock'), start);
  const publicUrl = `http://127.0.0.1:${await freePort()}`;
  const twilioUrl = await startTwilio(home, clock, publicUrl, undo);
  const addresses = { publicUrl, twilioUrl, mongodbUri, redisUrl };
  const environment = demoEnvironment(process.env, addresses, home, clock.file);
  progress('Puente: starting');
  const { ended } = await startProgram(publicUrl, environment, undo);
  const store = openStore(mongodbUri);
  undo.add(() => store.close());
  await store.connection.asPromise();
  return {
    clock,
    twilio: emulatorControl(twilioUrl),
    store,
    environment,
    ended,
    stopping: undo.signal,
  };
}

async function startTwilio(
  home: string,
  clock: MovedClock,
  publicUrl: string,
  undo: Undo,
): Promise<string> {
  const emulator = createEmulator({
    ...ACCOUNT,
    home: join(home, 'twilio'),
    segmentsPerSecond: 0,
    webhookUrl: `${publicUrl}/webhooks/twilio/messages#rc=5&rp=all`,
    clockFile: clock.file,
    latency: { accept: 0, send: 5, deliver: 10, read: 20 },
  });
  undo.add(() => emulator.close());
  const port = await emulator.listen();
  return `http://127.0.0.1:${port}`;
}

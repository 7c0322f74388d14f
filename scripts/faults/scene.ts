import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorControl } from '#emulator';
import { freePort } from '#services';
import { openStore, type Store } from '#storage';
import { ACCOUNT, demoEnvironment } from '../demo/environment.ts';
import { type MovedClock, movedClock } from '../demo/moved-clock.ts';
import type { Undo } from '../demo/undo.ts';
import { until } from '../demo/until.ts';
import { openFront } from './front.ts';
import { type OwnServices, startOwnServices } from './own-services.ts';
import { type Part, startPart } from './part.ts';
import { BEGINS } from './programme.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { startTwilio } from './twilio.ts';

/** All that cases are played on, and may harm. */
export type Scene = {
  parts: Part[];
  services: OwnServices;
  twilio: EmulatorControl;
  clock: MovedClock;
  /** MongoDB's disk, if it is a small one. */
  disk: SmallDisk | null;
  /** The program's database, to see when nothing is under way any more. */
  store: Store;
  /** The environment for the program's commands. */
  environment: NodeJS.ProcessEnv;
};

/** What a case wants otherwise; of several on one scene, each wants it too. */
export type SceneWanted = {
  /** True: MongoDB keeps its files on a small disk of its own. */
  smallDisk?: boolean;
  /** How much the program logs; warnings, where nothing is said. */
  logLevel?: 'info' | 'warn';
};

/** The program is up within this time, even on a machine that does other things. */
const READY_WITHIN_MS = 90_000;
/** What the sender carries. */
const SEGMENTS_PER_SECOND = 100;
const ROLES = ['web', 'web', 'worker', 'worker'] as const;

/**
 * Starts MongoDB, Valkey, the emulator, and the program as two web and two worker processes behind one address,
 * all under a temporary home. What ends them is put into `undo`, also of what was only half started.
 */
export async function openScene(wanted: SceneWanted, undo: Undo): Promise<Scene> {
  const home = mkdtempSync(join(tmpdir(), 'puente-faults-'));
  undo.add(() => rm(home, { recursive: true, force: true }));
  const disk = wanted.smallDisk ? await mountSmallDisk(home, undo) : null;
  const services = await startOwnServices(home, undo);
  const clock = movedClock(join(home, 'clock'), new Date(BEGINS));
  const ports = await Promise.all(ROLES.map(() => freePort()));
  const front = await openFront(ports.filter((_, i) => ROLES[i] === 'web'));
  undo.add(front.close);
  const publicUrl = `http://127.0.0.1:${front.port}`;
  const twilio = await startTwilio({
    ...ACCOUNT,
    home: join(home, 'twilio'),
    segmentsPerSecond: SEGMENTS_PER_SECOND,
    webhookUrl: `${publicUrl}/webhooks/twilio/messages#rc=5&rp=all`,
    clockFile: clock.file,
    latency: { accept: 0, send: 20, deliver: 30, read: 50 },
  });
  undo.add(twilio.end);
  const { mongodbUri, redisUrl } = services;
  const addresses = { publicUrl, twilioUrl: twilio.url, mongodbUri, redisUrl };
  const environment = {
    ...demoEnvironment(process.env, addresses, home, clock.file),
    TWILIO_SEGMENTS_PER_SECOND: String(SEGMENTS_PER_SECOND),
    TWILIO_TIMEOUT_MS: '1000',
    LOG_LEVEL: wanted.logLevel ?? 'warn',
  };
  const parts = startParts(environment, ports, undo);
  await allReady({ parts });
  const store = openStore(mongodbUri);
  undo.add(() => store.close());
  await store.connection.asPromise();
  return { parts, services, twilio: twilio.control, clock, disk, store, environment };
}

/** Settles when every part of the program is up, or up again; throws with their last words if one does not come. */
export async function allReady({ parts }: Pick<Scene, 'parts'>): Promise<void> {
  await until(async () => {
    const up = await Promise.all(parts.map((part) => part.isReady()));
    return up.every(Boolean) ? null : 'the program is not ready';
  }, READY_WITHIN_MS).catch((error: Error) => {
    const words = parts.map((part) => part.said()).join('');
    throw new Error(`${error.message} Its last words:\n${words.slice(-2000)}`);
  });
}

function startParts(environment: NodeJS.ProcessEnv, ports: number[], undo: Undo): Part[] {
  return ROLES.map((role, i) => {
    undo.signal.throwIfAborted();
    const own = { ...environment, PORT: String(ports[i]), PUENTE_ROLE: role };
    const part = startPart(`${role}-${(i % 2) + 1}`, own);
    undo.add(part.end);
    return part;
  });
}

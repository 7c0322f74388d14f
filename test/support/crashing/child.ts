import { silentLog } from '#domain';
import { deliverGroup } from '#outbox';
import { createApp, serve } from '#web';
import { startWorkers, turnJob } from '#worker';
import { buildWorld, type World, type WorldSettings } from '../../../src/world.ts';
import { setTrap, type Trap } from './traps.ts';

/** What a child is to be: a web process, a worker, or one that does one contact's work by itself. */
export type ChildTask = {
  settings: WorldSettings;
  /** Milliseconds from the machine's clock to the families'. */
  offsetMs: number;
  trap?: Trap;
  /** Takes webhooks on this port. */
  port?: number;
  workers?: boolean;
  /** Answers and delivers to this contact, and ends. */
  contact?: string;
  /** Delivers these texts as a group, and ends. */
  texts?: string[];
};

const task = JSON.parse(process.argv[2] ?? '') as ChildTask;
// No child outlives the test that started it.
process.on('disconnect', () => process.exit());

const now = () => new Date(Date.now() + task.offsetMs);
const clock = { now, real: () => new Date() };
const world = await buildWorld(task.settings, { clock, log: silentLog });
if (task.trap) setTrap(world, task.trap);
if (task.port) await takeWebhooks(world, task.port);
if (task.workers) startWorkers(world);
process.send?.('ready');
if (task.contact) await workFor(world, task.contact);
if (task.texts) await sendGroup(world, task.texts);

async function takeWebhooks(built: World, port: number): Promise<void> {
  const { publicUrl, twilio } = built.settings;
  const settings = { publicUrl, ...twilio, log: silentLog };
  const readiness = async () => ({});
  const app = createApp({ readiness, log: silentLog, webhooks: { world: built, settings } });
  await serve(app, port, '127.0.0.1');
}

async function workFor(built: World, contact: string): Promise<void> {
  await turnJob(built)({ contact });
  process.exit(0);
}

async function sendGroup(built: World, texts: string[]): Promise<void> {
  await deliverGroup(built, texts);
  process.exit(0);
}

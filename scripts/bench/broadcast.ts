import { setTimeout as wait } from 'node:timers/promises';
import { begin } from '#broadcasts';
import { SECOND } from '#domain';
import { openStore } from '#storage';
import { startWorkers } from '#worker';
import type { World } from '../../src/world.ts';
import { bareSends, emulatorCeiling } from './bare-sender.ts';
import { type Ground, openGround } from './ground.ts';
import { countCommands, cpuMicroseconds, liveHeap, option, round, untilSo } from './measure.ts';
import { seedFamilies } from './seed-families.ts';

const WARM_UP = 300;
/** So long it is counted how many commands go every second though nothing is sent: the sweep, leases, polls. */
const IDLE_S = 5;

type Measured = { perSecond: number; heap: number; cpu: number; commands: number };

/**
 * A reminder to many families, all of it, to the last receipt stored; beside a bare loop that stores nothing.
 * `--families`, `--small` and `--large` set the sizes, for a shorter run.
 */
export async function benchBroadcast(args: readonly string[]): Promise<object> {
  const families = option(args, 'families', 20_000);
  const small = option(args, 'small', 5_000);
  const large = option(args, 'large', 100_000);
  const ground = await openGround();
  try {
    await bareSends(ground, WARM_UP);
    await broadcastTo(ground, WARM_UP);
    const emulatorPerSecond = await emulatorCeiling(ground, families);
    const barePerSecond = await bareSends(ground, families);
    const perSecond = (await broadcastTo(ground, families)).perSecond;
    const few = await broadcastTo(ground, small, { monitorCommands: true });
    tell(small, few);
    const many = await broadcastTo(ground, large, { monitorCommands: true });
    tell(large, many);
    return {
      name: 'broadcast',
      perSecond: round(perSecond),
      barePerSecond: round(barePerSecond),
      ratio: round(perSecond / barePerSecond),
      emulatorPerSecond: round(emulatorPerSecond),
      heapGrowth: round(many.heap / few.heap),
      costGrowth: round(Math.max(many.cpu / few.cpu, many.commands / few.commands)),
      commandsPerRecipient: round(Math.max(few.commands, many.commands), 3),
    };
  } finally {
    await ground.close();
  }
}

function tell(families: number, { perSecond, heap, cpu, commands }: Measured): void {
  console.log(
    `${families} families: ${round(perSecond)} a second; for each ${round(cpu)} µs of CPU and ${round(commands, 3)} commands, receipts with them; ${round(heap / 1e6)} MB live`,
  );
}

async function broadcastTo(
  ground: Ground,
  families: number,
  counting = { monitorCommands: false },
): Promise<Measured> {
  const program = await ground.program(counting);
  const { world } = program;
  const workshop = await seedFamilies(world, families, 'yes');
  // A client of its own looks whether it is over: what it asks is not the program's.
  const onlooker = openStore(world.settings.mongodbUri);
  await onlooker.connection.asPromise();
  const workers = startWorkers(world);
  const idle = await commandsWhileIdle(world);
  const counted = countCommands(world);
  const cpu = cpuMicroseconds();
  const begun = performance.now();
  await world.queue.enqueue([await begin(world, workshop, 'reminder_3d', ['yes'])]);
  const done = { state: 'sent', providerStatus: 'delivered' } as const;
  await untilSo(async () => (await onlooker.messages.countDocuments(done)) === families, 250);
  const seconds = (performance.now() - begun) / 1000;
  const spent = cpuMicroseconds() - cpu;
  const commands = counted.stop().length - idle * seconds;
  const heap = liveHeap();
  await workers.close();
  await onlooker.close();
  await world.store.connection.dropDatabase();
  await program.close();
  return {
    perSecond: families / seconds,
    heap,
    cpu: spent / families,
    commands: commands / families,
  };
}

/** Commands a second of a program that has nothing to do, which are no broadcast's. */
async function commandsWhileIdle(world: World): Promise<number> {
  const counted = countCommands(world);
  await wait(IDLE_S * SECOND);
  return counted.stop().length / IDLE_S;
}

import { begin } from '#broadcasts';
import { startWorkers } from '#worker';
import type { World } from '../../src/world.ts';
import { openGround } from './ground.ts';
import { option, untilSo } from './measure.ts';
import { addFamilies, seedFamilies } from './seed-families.ts';
import { inviteFamilies, untilInvited } from './talking-families.ts';
import { end, turnsAtRate } from './turns-at-rate.ts';

const COLLECTIONS = ['contacts', 'rsvps', 'messages', 'conversations', 'inbound'] as const;

/**
 * Bytes that a document of each growing collection takes in MongoDB, in data and in indexes, both
 * before compression. `--families` sets how many are reminded; a tenth more book.
 */
export async function benchFootprint(args: readonly string[]): Promise<object> {
  const families = option(args, 'families', 5_000);
  const talking = Math.ceil(families / 10);
  const ground = await openGround();
  try {
    const program = await ground.program();
    const { world } = program;
    const workshop = await seedFamilies(world, families, 'yes');
    const workers = startWorkers(world);
    await addFamilies(world, { from: families, count: talking, state: null });
    await inviteFamilies(world, { from: families, count: talking });
    await untilInvited(world, talking);
    await turnsAtRate(program, { from: families, families: talking });
    await world.queue.enqueue([await begin(world, workshop, 'reminder_3d', ['yes'])]);
    const sent = { stage: 'reminder_3d', state: 'sent' } as const;
    await untilSo(async () => (await world.store.messages.countDocuments(sent)) === families, 250);
    const bytes = await bytesOf(world);
    await end(program, workers);
    return { name: 'footprint', families, ...bytes };
  } finally {
    await ground.close();
  }
}

type Size = { data: number; indexes: number };

async function bytesOf({ store }: World): Promise<Record<string, Size>> {
  // Sizes of what is not on the disk yet are not known.
  await store.connection.db?.admin().command({ fsync: 1 });
  const sizes = COLLECTIONS.map(async (name) => {
    const [found] = await store.connection
      .collection(name)
      .aggregate<{ storageStats: Record<string, number> }>([{ $collStats: { storageStats: {} } }])
      .toArray();
    const { count = 1, avgObjSize = 0, totalIndexSize = 0 } = found?.storageStats ?? {};
    return [name, { data: avgObjSize, indexes: Math.round(totalIndexSize / count) }] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
}

import { startMany } from '#conversations';
import type { Workshop } from '#domain';
import type { World } from '../../src/world.ts';
import { inLanes, untilSo } from './measure.ts';
import { idOf } from './seed-families.ts';

/** Invitations begun at once; each is a turn of its own. */
const AT_ONCE = 16;
/** A network's schools each have their own workshop: families do not all book the same one at once. */
const WORKSHOPS = 100;

/** Invites seeded families, each to one of a hundred workshops; not to the one that a broadcast is about. */
export async function inviteFamilies(
  world: World,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const { workshops } = world.store;
  const seeded = await workshops.findById('bench').lean<Workshop>().orFail();
  const offered = Array.from({ length: WORKSHOPS }, (_, n) => ({ ...seeded, _id: `talk-${n}` }));
  await workshops.insertMany(offered);
  await inLanes(count, AT_ONCE, async (n) => {
    const workshop = offered[n % WORKSHOPS];
    if (workshop)
      await world.queue.enqueue(await startMany(world, workshop, [idOf(from + n)], 'bench'));
  });
}

/** Waits until so many families have been sent their invitation, and its receipts are in. */
export async function untilInvited({ store }: World, count: number): Promise<void> {
  const invited = { stage: 'invitation', providerStatus: 'delivered' } as const;
  await untilSo(async () => (await store.messages.countDocuments(invited)) === count, 250);
}

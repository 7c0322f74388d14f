import type { Message } from '#domain';
import { deliverGroup } from '#outbox';
import type { TestProgram } from './program.ts';

/** Sends what is queued for one contact and answers nobody, as a group of its own. */
export async function deliverBulk(world: TestProgram['world'], contact: string): Promise<void> {
  const kind: Message['kind'][] = ['notice', 'proactive', 'staff'];
  const queued = await world.store.messages
    .find({ contact, state: 'queued', kind: { $in: kind } }, { _id: 1 })
    .sort({ dueAt: 1, createdAt: 1, _id: 1 })
    .lean<{ _id: string }[]>();
  await deliverGroup(
    world,
    queued.map(({ _id }) => _id),
  );
}

import { BroadcastRequest, planOwn } from '#broadcasts';
import { contactOfPhone } from '#contacts';
import { command, done, refused } from '../command.ts';
import { BROADCAST } from '../of-broadcast.ts';

/** Sends a text, or starts a flow, for whoever is in an audience: now, at a time, or after a test. */
export const broadcast = command(BroadcastRequest, BROADCAST, async (world, request) => {
  const sending = await world.sending();
  const planned = await planOwn({ ...world, ...sending }, request);
  if (planned.kind === 'refused') return refused(planned.reason);
  const { store } = world;
  const tester = request.phone ? await contactOfPhone(world, request.phone, 'sms') : null;
  const made = { ...planned.broadcast, testTo: tester?._id ?? null };
  // A test goes at once, whenever the rest begins.
  await store.ownBroadcasts.create([tester ? { ...made, dueAt: world.clock.now() } : made]);
  await world.handOn([{ queue: 'batches', job: { broadcast: made._id } }]);
  return done({ id: made._id, count: made.count });
});

import { BroadcastRequest, planOwn, previewOwn } from '#broadcasts';
import { command, done, refused } from '../command.ts';
import { BROADCAST } from '../of-broadcast.ts';

/** What a broadcast would come to, and whom it would not reach and why; it stores and sends nothing. */
export const broadcastPreview = command(BroadcastRequest, BROADCAST, async (world, request) => {
  const whole = { ...world, ...(await world.sending()) };
  const planned = await planOwn(whole, request);
  if (planned.kind === 'refused') return refused(planned.reason);
  return done(await previewOwn(whole, planned));
});

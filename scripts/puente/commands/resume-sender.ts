import { z } from 'zod';
import { CHANNELS } from '#domain';
import { endRest } from '#outbox';
import { command, done, refused } from '../command.ts';

/**
 * Ends the rest of a sender that Twilio refused, once that was put right: what `waited` for it is due at once.
 * Where nothing was put right it rests anew from the first refusal on.
 */
export const resumeSender = command(
  z.strictObject({ channel: z.enum(CHANNELS) }),
  { channel: 'sms' },
  async (world, { channel }) => {
    const waited = await endRest(world, channel);
    if (waited === null)
      return refused(`The sender of ${channel} does not rest: nothing was changed.`);
    return done({ channel, outcome: 'resumed', waited });
  },
);

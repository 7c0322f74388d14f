import { z } from 'zod';
import { openHandOffs } from '#inbox';
import { command, done } from '../command.ts';

/** What waits for a person, what asks the same together: the staff's inbox, with the families' words. */
export const handOffs = command(
  z.strictObject({ site: z.string().optional(), workshop: z.string().optional() }),
  { site: 'bolivar' },
  async (world, wanted) => {
    const groups = await openHandOffs(world, wanted);
    const shown = groups.map(({ messages, ...group }) => ({
      ...group,
      messages: messages.map(({ id, at, body }) => ({ id, at, body })),
    }));
    return done({ groups: shown });
  },
);

import { z } from 'zod';
import type { Controlled } from '#broadcasts';
import { type CommandWorld, command, done, type Outcome, refused } from './command.ts';

/** A broadcast as it is asked for, to show how. */
export const BROADCAST = {
  audience: { site: 'bolivar' },
  text: { es: 'La biblioteca abre el sábado.', en: 'The library opens on Saturday.' },
};

/** Names a broadcast by the id that `broadcast` answered. */
export const OfBroadcast = z.strictObject({ id: z.string().min(1) });

export const ID = { id: '6921f0c2a4b7d5e3f1a09c84' };

/** A command that changes how a broadcast stands, and answers `outcome`. */
export function controlling(
  change: (world: CommandWorld, id: string) => Promise<Controlled>,
  outcome: string,
) {
  return command(OfBroadcast, ID, async (world, { id }): Promise<Outcome> => {
    const changed = await change(world, id);
    if (changed.kind === 'refused') return refused(changed.reason);
    await world.handOn(changed.hints);
    return done({ id, outcome });
  });
}

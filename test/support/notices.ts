import { HOUR } from '#domain';
import { composeMany } from '#outbox';
import type { TestProgram } from './program.ts';

/** Stores one notice to each of these contacts and gives the texts' ids, in their order. */
export async function noticesTo(
  world: TestProgram['world'],
  contacts: readonly string[],
  cause = 'notice',
): Promise<string[]> {
  const items = contacts.map((_id) => ({
    contact: { _id },
    draft: {
      cause: `${cause}:${_id}`,
      kind: 'notice' as const,
      body: `Aviso ${cause} para ${_id}`,
      language: 'es',
      hours: 'usual' as const,
      validUntil: new Date(world.clock.now().getTime() + 6 * HOUR),
    },
  }));
  const hints = await composeMany(world, items);
  return hints.flatMap((hint) => (hint.queue === 'bulk' ? hint.job.messages : []));
}

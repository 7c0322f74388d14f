import { type RunningWorkers, startWorkers } from '#worker';
import type { BenchProgram, Ground } from './ground.ts';
import { poster } from './poster.ts';
import { repliesOf } from './replies.ts';
import { phoneOf, seedFamilies } from './seed-families.ts';
import { inviteFamilies, untilInvited } from './talking-families.ts';

export const TURNS_PER_SECOND = 50;
/** A family says yes, and then how many come: a turn that only talks, and one that books. */
export const WAVES = ['sí', '3'] as const;

/** Milliseconds of each of so many turns at fifty a second, receipts and all. */
export async function latencies(ground: Ground, turns: number): Promise<number[]> {
  const program = await ground.program();
  const families = Math.ceil(turns / WAVES.length);
  await seedFamilies(program.world, families, null);
  const workers = startWorkers(program.world);
  await inviteFamilies(program.world, { from: 0, count: families });
  await untilInvited(program.world, families);
  const taken = await turnsAtRate(program, { from: 0, families });
  await end(program, workers);
  return taken;
}

/** Each family's yes, and after all of them their numbers, at fifty a second; milliseconds of each turn. */
export async function turnsAtRate(
  program: BenchProgram,
  { from, families }: { from: number; families: number },
): Promise<number[]> {
  const replies = repliesOf(program);
  const post = poster(`${program.url}/webhooks/twilio/messages`);
  const turns = WAVES.flatMap((body) =>
    Array.from({ length: families }, (_, n) => ({ phone: phoneOf(from + n), body })),
  );
  const begun = performance.now();
  const taken = turns.map(async ({ phone, body }, n) => {
    const at = begun + (n / TURNS_PER_SECOND) * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
    const reply = replies.next(phone);
    const posted = performance.now();
    await post.text(phone, body);
    await reply;
    return performance.now() - posted;
  });
  const all = await Promise.all(taken);
  post.close();
  return all;
}

/** Ends a program of the bench and all that it stored. */
export async function end(program: BenchProgram, workers: RunningWorkers): Promise<void> {
  await workers.close();
  await program.world.store.connection.dropDatabase();
  await program.close();
}

import { startWorkers, turnJob } from '#worker';
import type { BenchProgram, Ground } from './ground.ts';
import { countCommands } from './measure.ts';
import { poster } from './poster.ts';
import { idOf, phoneOf, seedFamilies } from './seed-families.ts';
import { inviteFamilies, untilInvited } from './talking-families.ts';
import { end } from './turns-at-rate.ts';

/** Read every moment, whether or not anybody writes; and the pace, noted for all turns of a moment at once. */
const POLLED = /^(find (programmes|sites|settings)|findAndModify settings)$/;

/**
 * The commands to MongoDB of a turn that changes only the conversation and of one that books, from the webhook
 * until the provider's id is stored; done step by step, so that nothing else is counted.
 */
export async function commandsOfTurns(
  ground: Ground,
): Promise<{ commandsPerTurn: number; commandsPerBooking: number }> {
  const program = await ground.program({ monitorCommands: true });
  await seedFamilies(program.world, 1, null);
  const workers = startWorkers(program.world);
  await inviteFamilies(program.world, { from: 0, count: 1 });
  await untilInvited(program.world, 1);
  await workers.close();
  await ground.twilio.faults([{ kind: 'callback_lost' }]);
  const commandsPerTurn = await commandsOf(program, 'sí');
  const commandsPerBooking = await commandsOf(program, '3');
  await end(program, workers);
  return { commandsPerTurn, commandsPerBooking };
}

async function commandsOf({ world, url }: BenchProgram, body: string): Promise<number> {
  const post = poster(`${url}/webhooks/twilio/messages`);
  const counted = countCommands(world);
  await post.text(phoneOf(0), body);
  // However slow the machine is, what the turn has read of her is fresh.
  const at = world.clock.real();
  await turnJob({ ...world, clock: { ...world.clock, real: () => at } })({ contact: idOf(0) });
  const commands = counted.stop().filter((command) => !POLLED.test(command));
  post.close();
  return commands.lastIndexOf('update messages') + 1;
}

import { begin } from '#broadcasts';
import { type Message, SECOND } from '#domain';
import { startWorkers } from '#worker';
import type { Ground } from './ground.ts';
import { round } from './measure.ts';
import { addFamilies, seedFamilies } from './seed-families.ts';
import { inviteFamilies, untilInvited } from './talking-families.ts';
import { end, TURNS_PER_SECOND, turnsAtRate, WAVES } from './turns-at-rate.ts';

const TEXTS_PER_SECOND = 120;
/** The reminder's text takes two. */
const SEGMENTS_PER_SECOND = 2 * TEXTS_PER_SECOND;
/** So far ahead of the sender's rate may texts go before they keep to it: the broadcast begins at that point. */
const AHEAD_S = 45;

/**
 * Milliseconds of each of as many turns at fifty a second as there is time for while a broadcast to so many
 * families runs at 120 texts a second.
 */
export async function turnsUnderBroadcast(ground: Ground, texts: number): Promise<number[]> {
  const program = await ground.program({ segmentsPerSecond: SEGMENTS_PER_SECOND });
  const { world } = program;
  const workshop = await seedFamilies(world, texts, 'yes');
  const families = Math.ceil(((texts / TEXTS_PER_SECOND) * TURNS_PER_SECOND) / WAVES.length);
  await addFamilies(world, { from: texts, count: families, state: null });
  const workers = startWorkers(world);
  await inviteFamilies(world, { from: texts, count: families });
  await untilInvited(world, families);
  await world.store.settings.deleteOne({ _id: 'pace' });
  await world.pace.spend(AHEAD_S * SEGMENTS_PER_SECOND);
  await world.queue.enqueue([await begin(world, workshop, 'reminder_3d', ['yes'])]);
  const begun = performance.now();
  const taken = await turnsAtRate(program, { from: texts, families });
  const seconds = (performance.now() - begun) / SECOND;
  const sent = { stage: 'reminder_3d', state: 'sent' } as const;
  const went = await world.store.messages.countDocuments(sent);
  const one = await world.store.messages.findOne(sent).lean<Message>();
  console.log(
    `${taken.length} turns while ${went} texts of ${one?.segments} segments went, ${round(went / seconds)} a second`,
  );
  await end(program, workers);
  return taken;
}

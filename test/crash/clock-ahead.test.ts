import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurns } from '#conversations';
import { type Message, SECOND } from '#domain';
import { deliver, lookUp, lookUpAfterMs } from '#outbox';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';

const mother = phoneOf(1);
/** How far this machine's clock is ahead of Twilio's. */
const AHEAD = 20 * SECOND;

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('clockahead', { families: 1 });
});

afterAll(() => scene.close());

/** The same world, `ms` milliseconds later by its own clock. */
function laterBy(ms: number) {
  const { world } = scene;
  const moved = (at: () => Date) => () => new Date(at().getTime() + ms);
  const { now, real } = world.clock;
  return { ...world, clock: { now: moved(now), real: moved(real) } };
}

test('a text that Twilio took by its slower clock before we had claimed it is found', async () => {
  await scene.twilio.faults([{ kind: 'timeout_after', times: 1 }, { kind: 'callback_lost' }]);
  await scene.says(mother, 'sí vamos 2');
  const contact = await scene.contactOf(mother);
  const world = laterBy(AHEAD);
  await takeTurns(world, contact);
  await deliver(world, contact);
  const { messages } = world.store;
  const unsure = await messages.findOne({ state: 'sending' }).lean<Message>().orFail();
  const later = laterBy(AHEAD + lookUpAfterMs(world.timeoutMs));
  expect(await lookUp(later, unsure._id)).toBe('bound');
  expect(await scene.texts(mother)).toHaveLength(2);
});

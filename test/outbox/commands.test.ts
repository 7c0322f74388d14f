import { afterAll, beforeAll, expect, test } from 'vitest';
import { turnJob } from '#worker';
import { commandsOf } from '../support/count-commands.ts';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';
import { unhurried } from '../support/unhurried.ts';
import { until } from '../support/until.ts';

/** What a turn may cost, from the webhook until the provider's id is stored. To be lowered, never raised. */
const TALKS = 9;
const BOOKS = 11;
/** After that: who we are (once in a family's life). */
const AFTERWARDS = 1;
/** The sender's pace is noted for all turns of a moment at once, also for those before this one. */
const PACE = 'findAndModify settings';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('commands', { families: 2 });
  const delivered = { providerStatus: 'delivered' as const };
  const { messages } = scene.world.store;
  const isIn = async () => (await messages.countDocuments(delivered)) === 2;
  await until('the receipts of the invitations are in', isIn);
  await scene.twilio.faults([{ kind: 'callback_lost' }]);
});

afterAll(() => scene.close());

/** The commands to MongoDB of one message and its answer, receipts left out. */
async function commandsFor(phone: string, body: string): Promise<string[]> {
  const contact = await scene.contactOf(phone);
  const { world } = scene;
  return commandsOf(world, async () => {
    await scene.says(phone, body);
    await turnJob(unhurried(world))({ contact });
  });
}

test.each([
  { turn: 'a turn that only talks', n: 1, body: 'sí', answer: '¿Cuántas personas', most: TALKS },
  { turn: 'a turn that books', n: 2, body: 'sí vamos 3', answer: '3 lugares', most: BOOKS },
])('$turn costs at most $most commands', async ({ n, body, answer, most }) => {
  const all = await commandsFor(phoneOf(n), body);
  const commands = all.filter((command) => command !== PACE);
  const bound = commands.lastIndexOf('update messages') + 1;
  const list = commands.join(', ');
  expect(commands, list).toContain('insert inbound');
  expect(commands, list).toContain('commitTransaction 1');
  expect(bound, list).toBeLessThanOrEqual(most);
  expect(commands.length - bound, list).toBeLessThanOrEqual(AFTERWARDS);
  expect((await scene.texts(phoneOf(n))).at(-1)).toContain(answer);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurns } from '#conversations';
import { deliver } from '#outbox';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('commands', { families: 3 });
  await scene.twilio.faults([{ kind: 'callback_lost' }]);
});

afterAll(() => scene.close());

/** What MongoDB is asked from the webhook until the provider's id is stored; receipts are not in it. */
async function commandsOf(phone: string, body: string): Promise<string[]> {
  const { store } = scene.world;
  const contact = await scene.contactOf(phone);
  const commands: string[] = [];
  const note = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    const collection = command[commandName];
    // Every process rereads the programme four times a second, whether or not anybody writes.
    if (collection !== 'programmes') commands.push(`${commandName} ${collection === 1 ? '' : collection}`.trim());
  };
  const client = store.connection.getClient();
  client.on('commandStarted', note);
  await scene.says(phone, body);
  await takeTurns(scene.world, contact);
  await deliver(scene.world, contact, 'deliver');
  client.off('commandStarted', note);
  return commands;
}

test('a turn that only talks', async () => {
  await until('the receipts of the invitations are in', async () =>
    (await scene.world.store.messages.countDocuments({ providerStatus: 'delivered' })) === 3);
  console.log((await commandsOf(phoneOf(1), 'sí')).join('\n'));
  console.log('---- books');
  console.log((await commandsOf(phoneOf(2), 'sí vamos 3')).join('\n'));
  console.log('---- headcount');
  console.log((await commandsOf(phoneOf(1), '3')).join('\n'));
  console.log('---- change');
  console.log((await commandsOf(phoneOf(2), 'gracias')).join('\n'));
  expect(1).toBe(1);
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { takeTurns } from '#conversations';
import { deliver, openPace } from '#outbox';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('pace', { families: 1 });
});

afterAll(() => scene.close());

test('a text whose receipt comes before the answer to its create counts once against the rate', async () => {
  const { world } = scene;
  const note = vi.spyOn(world.pace, 'note');
  await scene.twilio.faults([{ kind: 'callback_before_answer' }]);
  const mother = phoneOf(1);
  await scene.says(mother, 'sí');
  const contact = await scene.contactOf(mother);
  await takeTurns(world, contact);
  await deliver(world, contact);
  expect(await scene.texts(mother)).toHaveLength(2);
  expect(note.mock.calls).toEqual([[1]]);
});

test('groups that begin together see each other: what is about to go counts until it has gone', async () => {
  const pace = openPace(scene.world.store, 1, () => '2026-12');
  await pace.spend(20);
  const gone = pace.expect(30);
  expect(await pace.backlog()).toBeGreaterThan(45_000);
  gone();
  expect(await pace.backlog()).toBeLessThanOrEqual(21_000);
});

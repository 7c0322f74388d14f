import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { startChild } from '../support/crashing/start-child.ts';
import { phoneOf } from '../support/programme.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('turn', { families: 3 });
});

afterAll(() => scene.close());

test('killed inside the turn', async () => {
  const mother = phoneOf(2);
  const t0 = Date.now();
  const child = await startChild(scene, { trap: 'in_transaction', workers: true });
  console.log('child', Date.now() - t0);
  await scene.says(mother, 'sí');
  expect(await child.ended).toBe('SIGKILL');
  console.log('died', Date.now() - t0);
  scene.work();
  await scene.settled(100_000);
  console.log('settled', Date.now() - t0);
  console.log(await scene.texts(mother));
}, 120_000);

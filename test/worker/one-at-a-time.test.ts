import { expect, test } from 'vitest';
import { oneAtATime } from '../../src/worker/one-at-a-time.ts';

test('runs once at a time a key, and once more for all that asked meanwhile', async () => {
  const gates: (() => void)[] = [];
  let under = 0;
  let most = 0;
  const run = oneAtATime(async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise<void>((resolve) => gates.push(resolve));
    under -= 1;
  });
  const first = run('rosa');
  await Promise.all([run('rosa'), run('rosa')]);
  gates.shift()?.();
  while (gates.length === 0) await Promise.resolve();
  gates.shift()?.();
  await first;
  expect({ most, waiting: gates.length }).toEqual({ most: 1, waiting: 0 });
});

test('keys do not wait for each other, and a failure frees its key', async () => {
  const seen: string[] = [];
  const run = oneAtATime(async (key) => {
    seen.push(key);
    if (key === 'elena') throw new Error('no');
  });
  await expect(run('elena')).rejects.toThrow('no');
  await run('rosa');
  await expect(run('elena')).rejects.toThrow('no');
  expect(seen).toEqual(['elena', 'rosa', 'elena']);
});

import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWorkers, startWorkers } from '#worker';
import { idle } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { redisUrl } from '../support/services.ts';
import { until } from '../support/until.ts';

const EIGHT = Array.from({ length: 8 }, (_, n) => n);

let program: TestProgram;
let others: RunningWorkers;
let redis: Redis;

beforeAll(async () => {
  program = await startTestProgram('emptied', { now: '2026-11-28T17:20:00-08:00' });
  others = startWorkers(program.world);
  redis = new Redis(redisUrl());
  await program.load(programme, site(), workshop({ capacity: 60 }), ...EIGHT.map((n) => family(n)));
});

afterAll(async () => {
  redis.disconnect();
  await others.close();
  await program.close();
});

/** Deletes every key of this program's queues, and nobody else's. */
async function emptyQueues(): Promise<void> {
  const keys = await redis.keys(`${program.world.settings.queuePrefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
}

const counts = async () =>
  (await Promise.all(EIGHT.map((n) => program.texts(phoneOf(n))))).map((texts) => texts.length);

test('two workers, the queues emptied again and again: each stage once to each', async () => {
  const stages = [
    '2026-11-28T17:30:00-08:00',
    '2026-12-02T12:00:00-08:00',
    '2026-12-04T18:00:00-08:00',
    '2026-12-05T08:00:00-08:00',
  ];
  for (const [n, at] of stages.entries()) {
    program.clock.moveTo(at);
    let emptied = 0;
    const all = async () => {
      if (emptied < 4) await emptyQueues();
      emptied += 1;
      // After the invitation and the answer to hers, one more at each stage.
      return (await counts()).every((count) => count >= (n === 0 ? 1 : 2 + n));
    };
    await until(`all have stage ${n}`, all, 20_000);
    await idle(program);
    if (n > 0) continue;
    await Promise.all(
      EIGHT.map((each) => program.says(phoneOf(each), `sí vamos ${1 + (each % 4)}`)),
    );
    await idle(program);
  }
  // The invitation, the answer to hers, and three reminders.
  expect(await counts()).toEqual(EIGHT.map(() => 5));
}, 60_000);

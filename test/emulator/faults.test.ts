import { describe, expect, test } from 'vitest';
import type { FaultInput } from '#emulator';
import { FAMILY, OURS, startEmulator, until } from './kit.ts';

const text = { from: OURS, to: FAMILY, body: 'Hola' };
const withFaults = async (...rules: FaultInput[]) => {
  const emulator = await startEmulator();
  await emulator.control.faults(rules);
  return emulator;
};

describe('faults of the answer', () => {
  test('429 is answered as often as asked, and nothing is taken', async () => {
    const { client, control } = await withFaults({
      kind: 'error',
      status: 429,
      code: 20429,
      times: 2,
    });
    for (let n = 0; n < 2; n += 1) {
      await expect(client.messages.create(text)).rejects.toMatchObject({
        status: 429,
        code: 20429,
      });
    }
    expect(await control.messages()).toEqual([]);
    expect((await client.messages.create(text)).status).toBe('queued');
    expect((await control.requests()).map((each) => each.accepted)).toEqual([false, false, true]);
  });

  test('a 500 may come although the message was taken', async () => {
    const { client, control } = await withFaults({
      kind: 'error',
      status: 500,
      code: 20500,
      accepted: true,
    });
    await expect(client.messages.create(text)).rejects.toMatchObject({ status: 500 });
    await until(async () => (await control.messages())[0]?.status === 'delivered');
  });

  test.each([
    ['timeout_before', 0],
    ['timeout_after', 1],
    ['close_before', 0],
    ['close_after', 1],
  ] as const)('%s never answers and takes %i message', async (kind, taken) => {
    const { client, control } = await withFaults({ kind });
    await expect(client.messages.create(text)).rejects.toThrow(/timeout|socket hang up|ECONNRESET/);
    expect(await control.messages()).toHaveLength(taken);
    expect(await control.requests()).toMatchObject([{ accepted: taken === 1, fault: kind }]);
  });

  test('slow answers late, and rightly', async () => {
    const { client } = await withFaults({ kind: 'slow', ms: 200 });
    const start = Date.now();
    expect((await client.messages.create(text)).status).toBe('queued');
    expect(Date.now() - start).toBeGreaterThanOrEqual(195);
  });

  test('a look-up can fail too, and only that', async () => {
    const { client } = await withFaults({
      kind: 'error',
      status: 503,
      code: 20503,
      on: 'list',
      times: 1,
    });
    expect((await client.messages.create(text)).status).toBe('queued');
    await expect(client.messages.list({ to: FAMILY })).rejects.toMatchObject({ code: 20503 });
    expect(await client.messages.list({ to: FAMILY })).toHaveLength(1);
  });

  test('strike only what they match, and end when they are cleared', async () => {
    const { client, control } = await withFaults({
      kind: 'error',
      status: 500,
      match: { body: 'taller' },
    });
    expect((await client.messages.create(text)).status).toBe('queued');
    const workshop = { ...text, body: 'El taller es mañana' };
    await expect(client.messages.create(workshop)).rejects.toMatchObject({ status: 500 });
    await control.clearFaults();
    expect((await client.messages.create(workshop)).status).toBe('queued');
  });
});

test.each([
  [30003, 'undelivered'],
  [63016, 'undelivered'],
  [30007, 'failed'],
] as const)('a delivery can end with %i, %s', async (errorCode, status) => {
  const { client } = await withFaults({ kind: 'delivery', errorCode, status });
  const { sid } = await client.messages.create(text);
  const over = await until(async () => {
    const now = await client.messages(sid).fetch();
    return now.errorCode && now;
  });
  expect(over).toMatchObject({ errorCode, status });
  expect(over.errorMessage).toBeTruthy();
});

test('a fault that is none is refused by name', async () => {
  const { url } = await startEmulator();
  const answer = await fetch(`${url}/control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ kind: 'earthquake' }]),
  });
  expect(answer.status).toBe(400);
});

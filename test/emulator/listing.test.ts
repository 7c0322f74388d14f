import { expect, test } from 'vitest';
import { FAMILY, OURS, startEmulator, until } from './kit.ts';

const OTHER = '+15555550102';

test('lists page through everything once, newest first, while new messages come', async () => {
  const { client } = await startEmulator();
  for (let n = 0; n < 25; n += 1)
    await client.messages.create({ from: OURS, to: FAMILY, body: `${n}` });
  const bodies: string[] = [];
  let page = await client.messages.page({ pageSize: 10 });
  for (;;) {
    bodies.push(...page.instances.map((each) => each.body));
    await client.messages.create({ from: OURS, to: FAMILY, body: 'later' });
    const next = await page.nextPage();
    if (!next) break;
    page = next as typeof page;
  }
  expect(bodies).toEqual(Array.from({ length: 25 }, (_, n) => `${24 - n}`));
  expect(await client.messages.list({ pageSize: 10, limit: 1000 })).toHaveLength(28);
});

test('To and From find what was sent and what came in', async () => {
  const { client, control } = await startEmulator();
  await client.messages.create({ from: OURS, to: FAMILY, body: 'a' });
  await client.messages.create({ from: OURS, to: OTHER, body: 'b' });
  await control.inbound({ from: FAMILY, body: 'c' });
  const bodies = async (filter: object) =>
    (await client.messages.list(filter)).map((each) => each.body);
  expect(await bodies({ to: FAMILY })).toEqual(['a']);
  expect(await bodies({ from: FAMILY })).toEqual(['c']);
  expect(await bodies({ to: OURS })).toEqual(['c']);
  expect(await bodies({ from: OURS })).toEqual(['b', 'a']);
  expect(await bodies({ from: OURS, to: OTHER })).toEqual(['b']);
  const [inbound] = await client.messages.list({ from: FAMILY });
  expect(inbound).toMatchObject({ direction: 'inbound', status: 'received' });
});

test('DateSent finds by time and by day, and never what is not sent', async () => {
  const { client } = await startEmulator();
  const before = new Date(Date.now() - 60_000);
  const after = new Date(Date.now() + 60_000);
  const { sid } = await client.messages.create({ from: OURS, to: FAMILY, body: 'a' });
  await until(async () => (await client.messages(sid).fetch()).status === 'delivered');
  const count = async (filter: object) => (await client.messages.list(filter)).length;
  expect(await count({ dateSentAfter: before })).toBe(1);
  expect(await count({ dateSentAfter: after })).toBe(0);
  expect(await count({ dateSentBefore: after, dateSentAfter: before })).toBe(1);
  expect(await count({ dateSentBefore: before })).toBe(0);
  const { dateSent } = await client.messages(sid).fetch();
  expect(await count({ dateSent })).toBe(1);
  expect(await count({ dateSent: dateSent.toISOString().slice(0, 10) })).toBe(1);
});

test('a message in the queue has no date yet and is found by To all the same', async () => {
  const { client } = await startEmulator({ latency: { send: 60_000 } });
  await client.messages.create({ from: OURS, to: FAMILY, body: 'a' });
  expect(await client.messages.list({ to: FAMILY })).toHaveLength(1);
  expect(await client.messages.list({ to: FAMILY, dateSentAfter: new Date(0) })).toHaveLength(0);
});

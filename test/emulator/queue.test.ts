import { expect, test } from 'vitest';
import { FAMILY, OURS, SERVICE, startEmulator, startReceiver, until, WHATSAPP } from './kit.ts';

const long = 'x'.repeat(300); // two segments

test('a sender carries so many segments a second, in order', async () => {
  const { client, control } = await startEmulator({ segmentsPerSecond: 20 });
  for (let n = 0; n < 6; n += 1)
    await client.messages.create({ from: OURS, to: FAMILY, body: long });
  const sent = await until(async () => {
    const all = await control.messages();
    return all.every((each) => each.sentAtClock) && all;
  });
  const times = sent.map((each) => Date.parse(each.sentAtClock!));
  expect(times).toEqual(times.toSorted());
  // Five times two segments at twenty a second lie between the first and the last.
  const took = times.at(-1)! - times[0]!;
  expect(took).toBeGreaterThan(430);
  expect(took).toBeLessThan(900);
});

test('what waits longer than its validity period is not sent', async () => {
  const receiver = await startReceiver();
  const { client } = await startEmulator({ segmentsPerSecond: 0.5 });
  await client.messages.create({ from: OURS, to: FAMILY, body: long });
  const late = await client.messages.create({
    from: OURS,
    to: FAMILY,
    body: 'Mañana',
    validityPeriod: 1,
    statusCallback: `${receiver.url}/status`,
  });
  const over = await until(async () => {
    const now = await client.messages(late.sid).fetch();
    return now.status === 'undelivered' && now;
  });
  expect(over.errorCode).toBe(30036);
  await until(() => receiver.hooks.length > 0);
  expect(receiver.hooks[0]!.params).toMatchObject({
    MessageStatus: 'undelivered',
    ErrorCode: '30036',
  });
});

test('a queue holds ten hours: then 21611 by number, 30001 by service', async () => {
  // 0.001 segments a second make 36 segments of ten hours.
  const { client } = await startEmulator({
    segmentsPerSecond: 0.001,
    messagingServiceSid: SERVICE,
  });
  for (let n = 0; n < 5; n += 1) {
    await client.messages.create({ from: OURS, to: FAMILY, body: 'x'.repeat(1500) });
  }
  await expect(client.messages.create({ from: OURS, to: FAMILY, body: 'x' })).rejects.toMatchObject(
    { code: 21611 },
  );
  const { sid } = await client.messages.create({
    messagingServiceSid: SERVICE,
    to: FAMILY,
    body: 'x',
  });
  const failed = await until(async () => {
    const now = await client.messages(sid).fetch();
    return now.status === 'failed' && now;
  });
  expect(failed.errorCode).toBe(30001);
});

test('WhatsApp is not held back by the rate of SMS', async () => {
  const { client, control } = await startEmulator({
    segmentsPerSecond: 0.1,
    whatsappFrom: WHATSAPP,
  });
  const from = `whatsapp:${FAMILY}`;
  await control.inbound({ from, body: 'hola' });
  for (let n = 0; n < 5; n += 1)
    await client.messages.create({ from: WHATSAPP, to: from, body: 'hola' });
  await until(async () =>
    (await client.messages.list({ to: from })).every((each) => each.status === 'read'),
  );
});

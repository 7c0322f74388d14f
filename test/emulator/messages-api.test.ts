import { describe, expect, test } from 'vitest';
import { clientOf, FAMILY, OURS, SERVICE, startEmulator, until, WHATSAPP } from './kit.ts';

const scheduled = { messagingServiceSid: SERVICE, scheduleType: 'fixed' as const };

describe('sending with twilio-node', () => {
  test('a text from our number is queued, then sent, then delivered', async () => {
    const { client } = await startEmulator({ latency: { send: 30, deliver: 30 } });
    const created = await client.messages.create({
      from: OURS,
      to: FAMILY,
      body: '¿Viene el sábado?',
    });
    expect(created).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      price: null,
      errorCode: null,
    });
    expect(created.dateSent?.getTime() ?? Number.NaN).toBeNaN();
    const delivered = await until(async () => {
      const now = await client.messages(created.sid).fetch();
      return now.status === 'delivered' && now;
    });
    expect(delivered.price).toBe('-0.00830');
    expect(Math.abs(delivered.dateSent.getTime() - Date.now())).toBeLessThan(5000);
  });

  test('a Messaging Service accepts first and chooses the sender later', async () => {
    const { client } = await startEmulator({
      messagingServiceSid: SERVICE,
      latency: { accept: 50 },
    });
    const created = await client.messages.create({
      messagingServiceSid: SERVICE,
      to: FAMILY,
      body: 'Hola',
    });
    expect(created).toMatchObject({ status: 'accepted', from: null, numSegments: '0' });
    const later = await until(async () => {
      const now = await client.messages(created.sid).fetch();
      return now.from && now;
    });
    expect(later).toMatchObject({ from: OURS, numSegments: '1', messagingServiceSid: SERVICE });
  });

  test('Smart Encoding makes curly quotes plain, and accents still cost', async () => {
    const { client } = await startEmulator();
    const text = { from: OURS, to: FAMILY, body: `“Taller” ${'x'.repeat(100)}` };
    expect((await client.messages.create(text)).numSegments).toBe('2');
    expect((await client.messages.create({ ...text, smartEncoded: true })).numSegments).toBe('1');
  });

  test('a wrong token is refused with 20003 and status 401', async () => {
    const { url } = await startEmulator();
    const sending = clientOf(url, 'wrong').messages.create({ from: OURS, to: FAMILY, body: 'x' });
    await expect(sending).rejects.toMatchObject({ code: 20003, status: 401 });
  });

  test('a template goes out with its variables in place', async () => {
    const sid = `HX${'1'.repeat(32)}`;
    const { client } = await startEmulator({
      whatsappFrom: WHATSAPP,
      templates: { [sid]: 'Hola {{1}}, el taller es {{2}}.' },
    });
    const created = await client.messages.create({
      from: WHATSAPP,
      to: `whatsapp:${FAMILY}`,
      contentSid: sid,
      contentVariables: JSON.stringify({ 1: 'Rosa', 2: 'el sábado' }),
    });
    expect(created.body).toBe('Hola Rosa, el taller es el sábado.');
  });
});

describe('changing what was sent', () => {
  test('a scheduled message is canceled, and one under way is not', async () => {
    const { client } = await startEmulator({ messagingServiceSid: SERVICE });
    const sendAt = new Date(Date.now() + 3_600_000);
    const later = await client.messages.create({ ...scheduled, sendAt, to: FAMILY, body: 'Hola' });
    expect(later.status).toBe('scheduled');
    const canceled = await client.messages(later.sid).update({ status: 'canceled' });
    expect(canceled.status).toBe('canceled');
    const now = await client.messages.create({ from: OURS, to: FAMILY, body: 'Hola' });
    const cancelling = client.messages(now.sid).update({ status: 'canceled' });
    await expect(cancelling).rejects.toMatchObject({ code: 30409 });
  });

  test('a text is redacted and deleted only when it is over', async () => {
    const { client } = await startEmulator({ latency: { send: 60_000 } });
    const { sid } = await client.messages.create({ from: OURS, to: FAMILY, body: 'secreto' });
    await expect(client.messages(sid).update({ body: '' })).rejects.toMatchObject({ code: 20009 });
    await expect(client.messages(sid).remove()).rejects.toMatchObject({ code: 20009, status: 409 });
  });

  test('a delivered text can be emptied and then removed', async () => {
    const { client } = await startEmulator();
    const { sid } = await client.messages.create({ from: OURS, to: FAMILY, body: 'secreto' });
    await until(async () => (await client.messages(sid).fetch()).status === 'delivered');
    expect((await client.messages(sid).update({ body: '' })).body).toBe('');
    expect(await client.messages(sid).remove()).toBe(true);
    await expect(client.messages(sid).fetch()).rejects.toMatchObject({ code: 20404, status: 404 });
  });
});

import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  FAMILY,
  OURS,
  SERVICE,
  startEmulator,
  startReceiver,
  TOKEN,
  until,
  WHATSAPP,
} from './kit.ts';

const text = { from: OURS, to: FAMILY, body: 'Hola' };

describe('status callbacks', () => {
  test('tell sent and delivered, not the first state, signed as twilio-node checks it', async () => {
    const receiver = await startReceiver();
    const { client } = await startEmulator();
    const statusCallback = `${receiver.url}/webhooks/status?m=a%20b`;
    const { sid } = await client.messages.create({ ...text, statusCallback });
    await until(() => receiver.hooks.length === 2);
    expect(receiver.statuses()).toEqual(['sent', 'delivered']);
    const last = receiver.hooks[1]!;
    expect(last.path).toBe('/webhooks/status?m=a%20b');
    expect(last.params).toEqual({
      AccountSid: ACCOUNT,
      ApiVersion: '2010-04-01',
      From: OURS,
      To: FAMILY,
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: 'delivered',
      SmsStatus: 'delivered',
      RawDlrDoneDate: expect.stringMatching(/^\d{10}$/),
    });
    for (const { params, headers } of receiver.hooks) {
      const signature = String(headers['x-twilio-signature']);
      expect(twilio.validateRequest(TOKEN, signature, statusCallback, params)).toBe(true);
      expect(twilio.validateRequest(TOKEN, signature, statusCallback, { ...params, To: '' })).toBe(
        false,
      );
    }
  });

  test('of a service begin with queued', async () => {
    const receiver = await startReceiver();
    const { client } = await startEmulator({ messagingServiceSid: SERVICE });
    await client.messages.create({
      messagingServiceSid: SERVICE,
      to: FAMILY,
      body: 'Hola',
      statusCallback: receiver.url,
    });
    await until(() => receiver.hooks.length === 3);
    expect(receiver.statuses()).toEqual(['queued', 'sent', 'delivered']);
    expect(receiver.hooks[0]!.params).toMatchObject({ From: OURS, MessagingServiceSid: SERVICE });
  });

  test('of a canceled message say so', async () => {
    const receiver = await startReceiver();
    const { client } = await startEmulator({ messagingServiceSid: SERVICE });
    const { sid } = await client.messages.create({
      messagingServiceSid: SERVICE,
      to: FAMILY,
      body: 'Hola',
      scheduleType: 'fixed',
      sendAt: new Date(Date.now() + 3_600_000),
      statusCallback: receiver.url,
    });
    await client.messages(sid).update({ status: 'canceled' });
    await until(() => receiver.hooks.length === 1);
    expect(receiver.statuses()).toEqual(['canceled']);
  });

  test('of WhatsApp carry the channel and end with read', async () => {
    const receiver = await startReceiver();
    const { client, control } = await startEmulator({ whatsappFrom: WHATSAPP });
    const to = `whatsapp:${FAMILY}`;
    await control.inbound({ from: to, body: 'hola' });
    await client.messages.create({
      from: WHATSAPP,
      to,
      body: 'Hola',
      statusCallback: receiver.url,
    });
    await until(() => receiver.hooks.length === 3);
    expect(receiver.hooks.map(({ params }) => [params.MessageStatus, params.EventType])).toEqual([
      ['sent', undefined],
      ['delivered', 'DELIVERED'],
      ['read', 'READ'],
    ]);
    expect(receiver.hooks[1]!.params).toMatchObject({
      ChannelPrefix: 'whatsapp',
      ChannelToAddress: 'whatsapp:+1555555XXXX',
    });
    expect(receiver.hooks[1]!.params).not.toHaveProperty('RawDlrDoneDate');
  });

  test('free text on WhatsApp without a message of the last 24 hours is 63016', async () => {
    const receiver = await startReceiver();
    const { client } = await startEmulator({ whatsappFrom: WHATSAPP });
    const to = `whatsapp:${FAMILY}`;
    await client.messages.create({
      from: WHATSAPP,
      to,
      body: 'Hola',
      statusCallback: receiver.url,
    });
    await until(() => receiver.hooks.length === 2);
    expect(receiver.hooks[1]!.params).toMatchObject({
      MessageStatus: 'undelivered',
      ErrorCode: '63016',
      EventType: 'UNDELIVERED',
    });
  });
});

describe('faults of callbacks', () => {
  const sent = async (kind: 'callback_lost' | 'callback_repeated' | 'callback_reversed') => {
    const receiver = await startReceiver();
    const { client, control } = await startEmulator();
    await control.faults([{ kind, match: { to: FAMILY }, times: 1 }]);
    await client.messages.create({ ...text, statusCallback: `${receiver.url}/1` });
    const second = await client.messages.create({ ...text, statusCallback: `${receiver.url}/2` });
    await until(() => receiver.hooks.filter((hook) => hook.path === '/2').length === 2);
    await until(async () => (await client.messages(second.sid).fetch()).status === 'delivered');
    return () =>
      receiver.hooks.filter((hook) => hook.path === '/1').map((hook) => hook.params.MessageStatus);
  };

  test('lose them, once', async () => expect((await sent('callback_lost'))()).toEqual([]));

  test('repeat them', async () => {
    const statuses = await sent('callback_repeated');
    await until(() => statuses().length === 4);
    expect(statuses()).toEqual(['sent', 'sent', 'delivered', 'delivered']);
  });

  test('turn their order round', async () => {
    const statuses = await sent('callback_reversed');
    await until(() => statuses().length === 2);
    expect(statuses()).toEqual(['delivered', 'sent']);
  });

  test('bring them before the create is answered', async () => {
    const receiver = await startReceiver();
    const { client, control } = await startEmulator({ messagingServiceSid: SERVICE });
    await control.faults([{ kind: 'callback_before_answer' }]);
    const created = await client.messages.create({
      messagingServiceSid: SERVICE,
      to: FAMILY,
      body: 'Hola',
      statusCallback: receiver.url,
    });
    expect(receiver.statuses().slice(0, 2)).toEqual(['queued', 'sent']);
    expect(created.status).toBe('accepted');
  });
});

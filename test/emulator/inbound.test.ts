import { readFileSync } from 'node:fs';
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

const table = readFileSync(new URL('../data/twilio-webhook-params.tsv', import.meta.url), 'utf8');
const always = table
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter(([, when]) => when?.startsWith('all') && !when.includes('via a service'))
  .flatMap(([names]) => names!.split(' '));

describe('a message from a phone', () => {
  test('reaches the webhook with all of Twilio’s parameters, signed, and is listed', async () => {
    const receiver = await startReceiver();
    const webhookUrl = `${receiver.url}/webhooks/twilio/messages#rc=5&rp=all`;
    const { control, client } = await startEmulator({ webhookUrl, messagingServiceSid: SERVICE });
    const outcome = await control.inbound({ from: FAMILY, body: ' sí vamos 3 ' });
    expect(outcome).toEqual({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 200,
      attempts: 1,
    });
    const { params, headers, path } = receiver.hooks[0]!;
    expect(always.length).toBeGreaterThan(8);
    for (const name of always) expect(params).toHaveProperty(name);
    expect(params).toMatchObject({
      From: FAMILY,
      To: OURS,
      Body: ' sí vamos 3 ',
      MessageSid: outcome.sid,
      MessagingServiceSid: SERVICE,
      AccountSid: ACCOUNT,
      FromCity: '',
    });
    expect(path).toBe('/webhooks/twilio/messages');
    const url = webhookUrl.split('#')[0]!;
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(TOKEN, signature, url, params)).toBe(true);
    expect((await client.messages(outcome.sid).fetch()).direction).toBe('inbound');
  });

  test('by WhatsApp carries the button that was tapped and the message it answers', async () => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({ webhookUrl: receiver.url, whatsappFrom: WHATSAPP });
    await control.inbound({
      from: `whatsapp:${FAMILY}`,
      buttonText: 'Sí, vamos',
      buttonPayload: 'yes',
      originalRepliedMessageSid: `SM${'1'.repeat(32)}`,
      params: { ListId: 'x' },
    });
    expect(receiver.hooks[0]!.params).toMatchObject({
      To: WHATSAPP,
      WaId: '15555550101',
      Body: 'Sí, vamos',
      ButtonPayload: 'yes',
      OriginalRepliedMessageSid: `SM${'1'.repeat(32)}`,
      ListId: 'x',
    });
    expect(receiver.hooks[0]!.params).not.toHaveProperty('FromCity');
  });

  test('with a picture has an MM sid and its media', async () => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({ webhookUrl: receiver.url });
    const { sid } = await control.inbound({
      from: FAMILY,
      media: [{ url: 'https://example.org/a.jpg' }],
    });
    expect(sid).toMatch(/^MM/);
    expect(receiver.hooks[0]!.params).toMatchObject({
      NumMedia: '1',
      MediaUrl0: 'https://example.org/a.jpg',
    });
  });

  test('comes again word for word when its sid is given again, and is stored once', async () => {
    const receiver = await startReceiver();
    const { control, client } = await startEmulator({ webhookUrl: receiver.url });
    const { sid } = await control.inbound({ from: FAMILY, body: 'sí' });
    await control.inbound({ from: FAMILY, body: 'no', sid });
    expect(receiver.hooks[1]!.params).toEqual(receiver.hooks[0]!.params);
    expect(await client.messages.list()).toHaveLength(1);
  });

  test('can be one whose webhook never came', async () => {
    const receiver = await startReceiver();
    const { control, client } = await startEmulator({ webhookUrl: receiver.url });
    expect(await control.inbound({ from: FAMILY, body: 'sí', webhook: false })).toMatchObject({
      attempts: 0,
    });
    expect(await client.messages.list({ from: FAMILY })).toHaveLength(1);
    expect(receiver.hooks).toEqual([]);
  });

  test('can be forged', async () => {
    const receiver = await startReceiver((_, hook) => ({
      status: hook.headers['x-twilio-signature'] ? 403 : 400,
    }));
    const { control } = await startEmulator({ webhookUrl: receiver.url });
    const params = { MessageSid: 'SM1', Body: 'hola' };
    expect(await control.raw({ params, signature: 'no' })).toMatchObject({ status: 403 });
    expect(await control.raw({ params, signature: null })).toMatchObject({ status: 400 });
  });

  test('can have a parameter several times, signed as the SDK checks it', async () => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({ webhookUrl: receiver.url });
    await control.raw({ params: { MessageSid: 'SM1', Body: ['dos', 'uno', 'dos'] } });
    const [hook] = receiver.hooks;
    const signature = String(hook!.headers['x-twilio-signature']);
    const params = { MessageSid: 'SM1', Body: ['dos', 'uno', 'dos'] };
    expect(twilio.validateRequest(TOKEN, signature, receiver.url, params)).toBe(true);
  });

  test('is told with the end of its webhook, and those before it are left out on demand', async () => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({ webhookUrl: receiver.url });
    await control.inbound({ from: FAMILY, body: 'uno' });
    const begun = Date.now();
    await control.inbound({ from: FAMILY, body: 'dos' });
    const [last, ...more] = await control.messages(1);
    expect(more).toEqual([]);
    expect(last).toMatchObject({ body: 'dos', webhook: { status: 200, attempts: 1 } });
    expect(Date.parse(last!.webhook!.endedAt)).toBeGreaterThanOrEqual(begun);
  });

  test('is answered by what the TwiML says', async () => {
    const body =
      '<Response><Message to="+1"><Body>S&#237; &amp; no</Body><Media>http://x/y</Media></Message><Message>Dos</Message><Message/></Response>';
    const receiver = await startReceiver(() => ({ body }));
    const { control, client } = await startEmulator({ webhookUrl: receiver.url });
    await control.inbound({ from: FAMILY, body: 'hola' });
    const replies = await until(async () => {
      const found = await client.messages.list({ to: FAMILY });
      return found.every((each) => each.status === 'delivered') && found;
    });
    expect(replies.map((each) => [each.body, each.direction])).toEqual([
      ['Dos', 'outbound-reply'],
      ['Sí & no', 'outbound-reply'],
    ]);
  });
});

describe('connection overrides', () => {
  const attempts = async (fragment: string, answer: Parameters<typeof startReceiver>[0]) => {
    const receiver = await startReceiver(answer);
    const { control } = await startEmulator({ webhookUrl: `${receiver.url}/hook${fragment}` });
    const outcome = await control.inbound({ from: FAMILY, body: 'hola' });
    const tokens = new Set(
      receiver.hooks.map((hook) => hook.headers['i-twilio-idempotency-token']),
    );
    expect(tokens.size).toBe(1);
    return { ...outcome, hooks: receiver.hooks.length };
  };

  test('without them a 503 is not retried', async () =>
    expect(await attempts('', () => ({ status: 503 }))).toMatchObject({
      status: 503,
      attempts: 1,
    }));

  test('rc=5&rp=all retries five times', async () =>
    expect(await attempts('#rc=5&rp=all', () => ({ status: 503 }))).toMatchObject({
      attempts: 6,
      hooks: 6,
    }));

  test('and stops at the first success', async () =>
    expect(await attempts('#rc=5&rp=all', (index) => (index < 2 ? 'close' : {}))).toMatchObject({
      status: 200,
      attempts: 3,
    }));

  test('rp=5xx leaves a 404 alone', async () =>
    expect(await attempts('#rc=3&rp=5xx', () => ({ status: 404 }))).toMatchObject({
      status: 404,
      attempts: 1,
    }));

  test('rt bounds the wait for an answer', async () =>
    expect(
      await attempts('#rc=1&rp=rt&rt=100', (index) => (index === 0 ? { delay: 1000 } : {})),
    ).toMatchObject({ status: 200, attempts: 2 }));

  test('a server that is not there is tried twice by default, and the message stays', async () => {
    const { control, client } = await startEmulator({ webhookUrl: 'http://127.0.0.1:1/hook' });
    expect(await control.inbound({ from: FAMILY, body: 'hola' })).toMatchObject({
      status: null,
      attempts: 2,
    });
    expect(await client.messages.list({ from: FAMILY })).toHaveLength(1);
  });
});

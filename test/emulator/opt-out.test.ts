import { describe, expect, test } from 'vitest';
import { FAMILY, OURS, startEmulator, startReceiver, until, WHATSAPP } from './kit.ts';

const text = { from: OURS, to: FAMILY, body: 'Hola' };

describe('Twilio’s default words', () => {
  test.each(['STOP', 'unsubscribe', ' End ', 'QUIT', 'stopall', 'revoke', 'OptOut', 'cancel'])(
    '%s blocks the pair, is answered in English, and reaches the webhook',
    async (body) => {
      const receiver = await startReceiver();
      const { control, client } = await startEmulator({ webhookUrl: receiver.url });
      await control.inbound({ from: FAMILY, body });
      expect(receiver.hooks[0]!.params).toMatchObject({ Body: body });
      expect(receiver.hooks[0]!.params).not.toHaveProperty('OptOutType');
      expect(await control.optOuts()).toEqual([{ ours: OURS, theirs: FAMILY }]);
      await expect(client.messages.create(text)).rejects.toMatchObject({
        code: 21610,
        status: 400,
      });
      const reply = await until(async () => {
        const [found] = await client.messages.list({ to: FAMILY });
        return found?.status === 'delivered' && found;
      });
      expect(reply).toMatchObject({ direction: 'outbound-reply', from: OURS });
      expect(reply.body).toContain('unsubscribed');
    },
  );

  test.each(['STOP PLEASE', 'ALTO', 'cancelar', 'no'])('%s blocks nobody', async (body) => {
    const { control, client } = await startEmulator();
    await control.inbound({ from: FAMILY, body });
    expect(await control.optOuts()).toEqual([]);
    expect(await client.messages.list({ to: FAMILY })).toEqual([]);
  });

  test.each(['START', 'yes', 'unstop'])('%s lifts the block', async (body) => {
    const { control, client } = await startEmulator();
    await control.inbound({ from: FAMILY, body: 'STOP' });
    await control.inbound({ from: FAMILY, body });
    expect((await client.messages.create(text)).status).toBe('queued');
    expect((await client.messages.list({ to: FAMILY })).map((each) => each.body)).toEqual([
      'Hola',
      expect.stringContaining('re-subscribed'),
      expect.stringContaining('unsubscribed'),
    ]);
  });

  test('HELP is answered, but not to who is blocked; a second STOP is not answered either', async () => {
    const { control, client } = await startEmulator();
    await control.inbound({ from: FAMILY, body: 'help' });
    await control.inbound({ from: FAMILY, body: 'STOP' });
    await control.inbound({ from: FAMILY, body: 'STOP' });
    await control.inbound({ from: FAMILY, body: 'INFO' });
    expect(await client.messages.list({ to: FAMILY })).toHaveLength(2);
  });

  test('a YES of who is not blocked is an answer like any other', async () => {
    const { control, client } = await startEmulator();
    await control.inbound({ from: FAMILY, body: 'YES' });
    expect(await client.messages.list({ to: FAMILY })).toEqual([]);
  });

  test('WhatsApp knows none of them', async () => {
    const { control } = await startEmulator({ whatsappFrom: WHATSAPP });
    await control.inbound({ from: `whatsapp:${FAMILY}`, body: 'STOP' });
    expect(await control.optOuts()).toEqual([]);
  });

  test('a text that waits when its family says STOP is not sent', async () => {
    const { control, client } = await startEmulator({ segmentsPerSecond: 1 });
    await client.messages.create({ ...text, body: 'x'.repeat(161) });
    const { sid } = await client.messages.create(text);
    await control.inbound({ from: FAMILY, body: 'STOP' });
    const failed = await until(async () => {
      const now = await client.messages(sid).fetch();
      return now.status === 'failed' && now;
    });
    expect(failed.errorCode).toBe(21610);
  });
});

describe('Advanced Opt-Out', () => {
  test.each([
    ['alto', 'STOP'],
    ['BAJA', 'STOP'],
    ['STOP', 'STOP'],
    ['AYUDA', 'HELP'],
    ['START', 'START'],
  ])('%s is %s, in the webhook too, and Twilio answers', async (body, optOutType) => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({ webhookUrl: receiver.url, advancedOptOut: {} });
    await control.inbound({ from: FAMILY, body });
    expect(receiver.hooks[0]!.params.OptOutType).toBe(optOutType);
    expect(await control.optOuts()).toHaveLength(optOutType === 'STOP' ? 1 : 0);
    expect((await control.messages()).filter((each) => each.automatic)).toHaveLength(1);
  });

  test('leaves CANCELAR and SALIR to us, and covers WhatsApp', async () => {
    const receiver = await startReceiver();
    const { control } = await startEmulator({
      webhookUrl: receiver.url,
      advancedOptOut: {},
      whatsappFrom: WHATSAPP,
    });
    await control.inbound({ from: FAMILY, body: 'CANCELAR' });
    await control.inbound({ from: FAMILY, body: 'salir' });
    await control.inbound({ from: `whatsapp:${FAMILY}`, body: 'ALTO' });
    expect(receiver.hooks.map((hook) => hook.params.OptOutType)).toEqual([
      undefined,
      undefined,
      'STOP',
    ]);
  });
});

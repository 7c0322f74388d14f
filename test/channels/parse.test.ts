import { expect, it, test } from 'vitest';
import { parseInbound, parseReceipt } from '#channels';

const form = {
  MessageSid: `SM${'a1'.repeat(16)}`,
  AccountSid: `AC${'0'.repeat(32)}`,
  From: '+12135550101',
  To: '+15005550006',
  Body: ' Sí ',
  NumMedia: '0',
};

it('reads an SMS as it came, spaces and all', () => {
  expect(parseInbound(form)).toEqual({
    providerId: form.MessageSid,
    accountSid: form.AccountSid,
    channel: 'sms',
    phone: '+12135550101',
    to: '+15005550006',
    body: ' Sí ',
    mediaTypes: [],
    button: null,
    repliedTo: null,
    optOutType: null,
  });
});

it('reads a WhatsApp message: its button, what it quotes, its phone', () => {
  const read = parseInbound({
    ...form,
    From: 'whatsapp:+12135550101',
    ButtonText: 'Sí',
    ButtonPayload: 'yes',
    OriginalRepliedMessageSid: `SM${'b2'.repeat(16)}`,
  });
  expect(read).toMatchObject({ channel: 'whatsapp', phone: '+12135550101', button: 'yes' });
  expect(read?.repliedTo).toBe(`SM${'b2'.repeat(16)}`);
  expect(parseInbound({ ...form, ListId: 'maybe' })?.button).toBe('maybe');
});

test.each([['whatsapp:US.12345'], ['72345'], ['rcs:school'], ['Escuela'], ['+0123456789']])(
  'knows that %s is no phone to write to',
  (From) => {
    expect(parseInbound({ ...form, From })?.phone).toBeNull();
  },
);

test.each([
  ['1', ['audio/ogg']],
  ['3', ['audio/ogg', 'unknown', 'unknown']],
  ['1000000000', ['audio/ogg', ...Array(9).fill('unknown')]],
  ['-1', []],
  ['many', []],
  ['', []],
])('counts %j media', (NumMedia, types) => {
  expect(parseInbound({ ...form, NumMedia, MediaContentType0: 'audio/ogg' })?.mediaTypes).toEqual(
    types,
  );
});

it('reads what may be missing as empty, and the first of what comes twice', () => {
  const { Body: _, NumMedia: __, To: ___, ...bare } = form;
  expect(parseInbound(bare)).toMatchObject({ body: '', mediaTypes: [], to: '' });
  expect(parseInbound({ ...form, Body: ['ALTO', 'sí'] })?.body).toBe('ALTO');
});

test.each([
  ['MessageSid', 'SM1'],
  ['MessageSid', `CA${'a1'.repeat(16)}`],
  ['From', ''],
  ['From', '+'.repeat(300)],
])('is no message with %s = %j', (name, value) => {
  expect(parseInbound({ ...form, [name]: value })).toBeNull();
});

test.each([['START'], ['STOP'], ['HELP']])('knows Twilio’s own reading: %s', (OptOutType) => {
  expect(parseInbound({ ...form, OptOutType })?.optOutType).toBe(OptOutType);
  expect(parseInbound({ ...form, OptOutType: OptOutType.toLowerCase() })?.optOutType).toBeNull();
});

it('reads a receipt, and keeps one with a word it does not know without a status', () => {
  const receipt = { MessageSid: form.MessageSid, AccountSid: form.AccountSid };
  expect(parseReceipt({ ...receipt, MessageStatus: 'undelivered', ErrorCode: '30003' })).toEqual({
    providerId: form.MessageSid,
    accountSid: form.AccountSid,
    status: 'undelivered',
    errorCode: '30003',
  });
  expect(parseReceipt({ ...receipt, SmsStatus: 'sent', ErrorCode: '' })).toMatchObject({
    status: 'sent',
    errorCode: null,
  });
  expect(parseReceipt({ ...receipt, MessageStatus: 'toString' })?.status).toBeNull();
  expect(parseReceipt(receipt)).toBeNull();
});

import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { addressOf, parsePhone, phoneOfAddress } from '#domain';

test.each([
  ['213-555-0142'],
  ['(213) 555 0142'],
  ['213.555.0142'],
  ['1 213 555 0142'],
  ['+12135550142'],
])('reads %s as one number', (raw) => {
  expect(parsePhone(raw)).toBe('+12135550142');
});

test.each([
  [''],
  ['55501'],
  ['no tengo'],
  ['llame al 213-555-0142'],
  ['000-555-0142'],
  ['213-555-0142 ext. 5'],
  ['+999123456789'],
])('refuses %j', (raw) => {
  expect(parsePhone(raw)).toBeNull();
});

it('reads a number without country code in the country it is told', () => {
  expect(parsePhone('55 1234 5678', 'MX')).toBe('+525512345678');
  expect(parsePhone('+52 55 1234 5678')).toBe('+525512345678');
  expect(parsePhone('213 555 0142', 'nowhere')).toBeNull();
});

it('accepts every fictional number of every area', () => {
  const digits = fc.tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(digits, ([area, line]) => {
      const phone = `+1${area}55501${String(line).padStart(2, '0')}`;
      expect(parsePhone(phone)).toBe(phone);
    }),
  );
});

it('tells the channel of an address and writes it back', () => {
  expect(phoneOfAddress('whatsapp:+12135550142')).toEqual({
    channel: 'whatsapp',
    phone: '+12135550142',
  });
  expect(phoneOfAddress('+12135550142')).toEqual({ channel: 'sms', phone: '+12135550142' });
  for (const channel of ['sms', 'whatsapp'] as const) {
    expect(phoneOfAddress(addressOf(channel, '+12135550142'))).toEqual({
      channel,
      phone: '+12135550142',
    });
  }
});

test.each([['22395'], ['PUENTE'], ['rcs:puente'], ['whatsapp:'], [''], ['+12135550142 ']])(
  'finds no person behind the address %j',
  (address) => {
    expect(phoneOfAddress(address)).toBeNull();
  },
);

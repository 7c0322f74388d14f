import { expect, test } from 'vitest';
import { joinAddress, smsLink, whatsappLink, writePhone } from '#domain';

test('an address holds nothing that a path would take for its own', () => {
  expect(joinAddress('https://a.example.org/p', 'PADRES', null)).toBe(
    'https://a.example.org/p/join/PADRES',
  );
  expect(joinAddress('https://a.example.org', 'NIÑOS', 'a/b ?#')).toBe(
    'https://a.example.org/join/NI%C3%91OS/a%2Fb%20%3F%23',
  );
});

test('a link for texts is one that Android and iOS both take', () => {
  expect(smsLink('+12135550100', 'PADRES a&b')).toBe('sms:+12135550100?&body=PADRES%20a%26b');
});

test('a link for WhatsApp has the digits of the number alone', () => {
  expect(whatsappLink('+12135550100', 'PADRES a&b')).toBe(
    'https://wa.me/12135550100?text=PADRES%20a%26b',
  );
});

test.each([
  ['+12135550100', '(213) 555-0100'],
  ['+525512345678', '+52 55 1234 5678'],
])('the phone %s is written %s', (phone, written) => {
  expect(writePhone(phone)).toBe(written);
});

import fc from 'fast-check';

/** The parameters of one webhook; one that comes several times has a list of values. */
export type HostileForm = Record<string, string | string[]>;

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202e\u05d0\u05dc\u05d8\u05d5 ALTO',
  'مرحبا كم الساعة',
  '你好',
  '👨‍👩‍👧‍👦'.repeat(60),
  'n\u0303'.repeat(400),
  'á'.repeat(1600),
  'no '.repeat(533),
  'sí vamos 3 '.repeat(145),
  'sí vamos 3',
  'ALTO',
  'START',
  '{"$gt":""}',
  '$where: sleep(1000)',
  '<script>alert(1)</script>',
  '{{organisation}} $t(help) {{constructor.constructor("x")}}',
  "'; DROP TABLE families; --",
  '%00%ff%c0%80',
  '99999999999999999999999999',
  '1e9 personas',
  '\ufeffsí\u200b',
  '\ud800',
  '\r\n{"level":50,"msg":"forged"}\r\n',
];
const NAMES = ['__proto__', 'constructor', '$where', 'a.b.c', 'x[y]', '', 'hasOwnProperty'];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 1600 }),
  fc.string({ unit: 'binary-ascii', minLength: 1600, maxLength: 1600 }),
);

const TEN = Array.from({ length: 10 }, (_, i) => i);
const media = fc
  .constantFrom('image/jpeg', 'audio/ogg', 'audio/amr', '', 'text/x-vcard; "')
  .map((type): HostileForm => {
    const named = TEN.flatMap((i) => [
      [`MediaUrl${i}`, 'https://media.example.org/x'],
      [`MediaContentType${i}`, type],
    ]);
    return { ...Object.fromEntries(named), NumMedia: '10' };
  });

const more: fc.Arbitrary<HostileForm> = fc.oneof(
  fc.constant<HostileForm>({}),
  fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 20 })), text, {
    maxKeys: 4,
  }),
  media,
  fc.constant<HostileForm>({ Latitude: '34.05', Longitude: '-118.24', Address: 'Parque' }),
  fc.constantFrom<HostileForm>(
    { NumMedia: '1e9' },
    { NumMedia: 'NaN' },
    { NumMedia: ['1', '2'] },
    { ButtonPayload: 'yes' },
    { OptOutType: 'SIDEWAYS' },
    { OriginalRepliedMessageSid: '__proto__' },
    { From: 'whatsapp:+12135550007' },
    { From: '22395' },
    { To: ['+15005550006', '+15005550010'] },
    { Body: ['first of two', 'second of two'] },
  ),
);
const without = fc.constantFrom(
  ...[null, null, null, 'Body', 'NumMedia', 'To', 'From', 'MessageSid'],
);

/** What never changes with the text: the rest of a message to our number, from one of `phones`. */
const plain = (accountSid: string, n: number, phone: string): HostileForm => ({
  ToCountry: 'US',
  MessageSid: sidOf(n),
  SmsStatus: 'received',
  AccountSid: accountSid,
  NumMedia: '0',
  From: phone,
  To: '+15005550006',
  ApiVersion: '2010-04-01',
});

const sidOf = (n: number) => `SM${n.toString(16).padStart(32, '0')}`;

/** So many webhooks from `phones`, the same ones every time: hostile texts, strange, repeated and missing fields. */
export function hostileForms(
  accountSid: string,
  phones: readonly string[],
  count: number,
): HostileForm[] {
  const form = fc.record({ body: text, from: fc.constantFrom(...phones), more, without });
  const drawn = fc.sample(form, { numRuns: count, seed: 7 });
  return drawn.map(({ body, from, more, without }, n) => {
    const whole = { ...plain(accountSid, n, from), Body: body, ...more };
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== without));
  });
}

/** The first value of a field, as it can travel: a lone half of a character arrives as the sign for one. */
export function fieldOf(form: HostileForm, name: string): string | undefined {
  return [form[name]].flat()[0]?.toWellFormed();
}

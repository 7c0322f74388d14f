import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY } from '#domain';
import { heardLog } from '../support/heard-log.ts';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { type Form, inboundForm, post, signatureOf, signedPost } from '../support/signed-post.ts';
import { until } from '../support/until.ts';

const { accountSid, authToken } = ACCOUNT;
const log = heardLog();
let program: TestProgram;
let url: string;

beforeAll(async () => {
  program = await startTestProgram('hostile', {
    log,
    emulator: { latency: { accept: 0, send: DAY, deliver: 0, read: 0 } },
  });
  url = `${program.url}/webhooks/twilio/messages`;
  await program.load(programme, site(), workshop(), family(1), family(2, { language: 'en' }));
});

afterAll(() => program.close());

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
  '{"$gt":""}',
  '$where: sleep(1000)',
  '<script>alert(1)</script>',
  '{{organisation}} $t(help) {{constructor.constructor("x")}}',
  "'; DROP TABLE families; --",
  '%00%ff%c0%80',
  '99999999999999999999999999',
  '-3',
  '1e9 personas',
  '\ufeffsí\u200b',
  '\ud800',
];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '$where',
  '$set',
  'a.b.c',
  'x[y]',
  '',
  'hasOwnProperty',
];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 1600 }),
  fc.string({ unit: 'binary-ascii', minLength: 1600, maxLength: 1600 }),
);
const parameter = fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 20 })), text);
const extra = fc.oneof(
  fc.constant<Form>([]),
  fc.array(parameter, { maxLength: 4 }),
  fc.constant<Form>([
    ['Latitude', '34.05'],
    ['Longitude', '-118.24'],
    ['Address', 'Parque'],
  ]),
  fc.constantFrom('image/jpeg', 'audio/ogg', '', 'text/x-vcard; "').map(
    (type): Form =>
      Array.from(
        { length: 10 },
        (_, i): Form => [
          [`MediaUrl${i}`, 'https://x'],
          [`MediaContentType${i}`, type],
        ],
      ).flat(),
  ),
  fc.constantFrom<Form>(
    [['NumMedia', '1e9']],
    [['NumMedia', 'NaN']],
    [['ButtonPayload', 'yes']],
    [['OptOutType', 'SIDEWAYS']],
    [['OriginalRepliedMessageSid', '__proto__']],
  ),
);
const missing = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  'Body',
  'NumMedia',
  'To',
  'SmsStatus',
);
const sender = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.constantFrom(phoneOf(n), phoneOf(n), `whatsapp:${phoneOf(n)}`));

const message = fc
  .record({ Body: text, From: sender, extra, missing, media: fc.constantFrom('0', '1', '10') })
  .map(
    ({ Body, From, extra, missing, media }): Form =>
      [...inboundForm(accountSid, { Body, From, NumMedia: media }), ...extra].filter(
        ([name]) => name !== missing,
      ),
  );

const fieldOf = (form: Form, name: string) => form.find(([key]) => key === name)?.[1] ?? '';

it('takes some hundreds of strange messages, loses none, fails over none and logs none of their words', async () => {
  const forms = fc.sample(message, { numRuns: 200, seed: 7 });
  const answers = await Promise.all(forms.map((form) => signedPost(authToken, url, form)));
  expect(answers.map(({ status }) => status)).toEqual(forms.map(() => 200));
  const { inbound } = program.world.store;
  const kept = await inbound.find().lean();
  expect(kept).toHaveLength(forms.length);
  for (const form of forms) {
    const one = kept.find(({ providerId }) => providerId === fieldOf(form, 'MessageSid'));
    // A lone half of a character cannot travel: it arrives as the sign for one.
    expect(one?.body).toBe(fieldOf(form, 'Body').toWellFormed());
  }
  await until(
    'every turn is taken',
    async () => !(await inbound.exists({ handled: false })),
    90_000,
  );
  expect(await inbound.find({ failures: { $gt: 0 } }, { body: 1, failures: 1 }).lean()).toEqual([]);
  expectSilent(forms);
}, 120_000);

/** Nothing that was logged has a number or a text in it. */
function expectSilent(forms: Form[]): void {
  expect(log.lines.length).toBeGreaterThan(forms.length);
  const all = log.lines.join('\n');
  expect(all).not.toMatch(/2135550|\+1213/);
  for (const form of forms) {
    const words = fieldOf(form, 'Body');
    // Shorter ones are in any line by chance.
    if (words.trim().length > 8) expect(all).not.toContain(JSON.stringify(words).slice(1, -1));
  }
}

it('answers whatever bytes are posted with a refusal, never with an error of its own', async () => {
  const bytes = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.constantFrom('%', '%%%', '&&&=&', 'Body', '=', '%E0%A4%A', `${'a=1&'.repeat(5000)}`),
    fc.constant('__proto__=1&__proto__=2&MessageSid[]=x'),
  );
  const headers = fc.constantFrom<Record<string, string>>(
    {},
    { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' },
    { 'content-type': 'application/x-www-form-urlencoded; charset="\u00e9"' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'rot13' },
    { 'content-type': '' },
  );
  await fc.assert(
    fc.asyncProperty(bytes, headers, fc.boolean(), async (body, sent, signed) => {
      const form: Form = [...new URLSearchParams(body)];
      const signature = signed ? signatureOf(authToken, url, form) : 'x';
      const { status } = await post(url, body, signature, sent);
      expect([400, 403, 413, 415]).toContain(status);
    }),
    { numRuns: 100 },
  );
}, 60_000);

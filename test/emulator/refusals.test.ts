import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FAMILY, OURS, SERVICE, startEmulator } from './kit.ts';

const table = readFileSync(new URL('../data/twilio-magic-numbers.tsv', import.meta.url), 'utf8');
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([role, number, expected]) => ({
    role,
    number: number === 'any other' ? '+15005550099' : number!,
    code: Number(/code (\d+)/.exec(expected!)?.[1] ?? 0),
  }));

describe('Twilio’s magic numbers', () => {
  test('the table is read', () => expect(rows).toHaveLength(11));

  test.each(rows)('$role $number answers $code', async ({ role, number, code }) => {
    const { client } = await startEmulator();
    const pair = role === 'To' ? { from: OURS, to: number } : { from: number, to: FAMILY };
    const sending = client.messages.create({ ...pair, body: 'Hola' });
    if (code === 0) expect((await sending).status).toBe('queued');
    else await expect(sending).rejects.toMatchObject({ code, status: 400 });
  });
});

const text = { from: OURS, to: FAMILY, body: 'Hola' };
const inAnHour = () => new Date(Date.now() + 3_600_000);
const refusals: [string, number, () => object][] = [
  ['no text, media or template', 21602, () => ({ from: OURS, to: FAMILY })],
  ['no sender', 21603, () => ({ to: FAMILY, body: 'Hola' })],
  ['a text of 1601 characters', 21617, () => ({ ...text, body: 'x'.repeat(1601) })],
  ['a number that is none', 21211, () => ({ ...text, to: '12' })],
  ['a text to ourselves', 21266, () => ({ ...text, to: OURS })],
  [
    'a callback with an underscore in its host',
    21609,
    () => ({ ...text, statusCallback: 'http://a_b.org/' }),
  ],
  ['a callback that is no URL', 21609, () => ({ ...text, statusCallback: '/status' })],
  ['media that is no URL', 21620, () => ({ ...text, mediaUrl: ['flyer.png'] })],
  ['a template that is none', 21655, () => ({ ...text, contentSid: 'HX1' })],
  [
    'variables that are no object',
    21656,
    () => ({ ...text, contentSid: `HX${'1'.repeat(32)}`, contentVariables: '[1]' }),
  ],
  ['a validity of no time', 20001, () => ({ ...text, validityPeriod: 0 })],
  [
    'another Messaging Service',
    21705,
    () => ({ to: FAMILY, body: 'Hola', messagingServiceSid: `MG${'b'.repeat(32)}` }),
  ],
  [
    'a schedule without a service',
    35118,
    () => ({ ...text, scheduleType: 'fixed', sendAt: inAnHour() }),
  ],
  [
    'a schedule in a minute',
    35114,
    () => ({
      to: FAMILY,
      body: 'Hola',
      messagingServiceSid: SERVICE,
      scheduleType: 'fixed',
      sendAt: new Date(Date.now() + 60_000),
    }),
  ],
  ['WhatsApp from our SMS number', 21910, () => ({ ...text, to: `whatsapp:${FAMILY}` })],
  [
    'WhatsApp from a number that is not ours',
    63007,
    () => ({ ...text, from: 'whatsapp:+15005550099', to: `whatsapp:${FAMILY}` }),
  ],
];

test.each(refusals)('%s is refused with %i', async (_what, code, create) => {
  const { client, control } = await startEmulator({ messagingServiceSid: SERVICE });
  const sending = client.messages.create(create() as Parameters<typeof client.messages.create>[0]);
  await expect(sending).rejects.toMatchObject({
    code,
    status: 400,
    moreInfo: `https://www.twilio.com/docs/errors/${code}`,
  });
  expect(await control.requests()).toMatchObject([{ accepted: false, sid: null, code }]);
});

test('1600 characters are taken, and a number written with spaces is read', async () => {
  const { client } = await startEmulator();
  const created = await client.messages.create({
    from: OURS,
    to: '+1 (555) 555-0101',
    body: 'x'.repeat(1600),
  });
  expect(created).toMatchObject({ to: FAMILY, numSegments: '11' });
});

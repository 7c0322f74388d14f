import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, runCommand } from '../support/command-world.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('commands');
  await program.load(programme, site(), workshop(), family(1), family(2));
});

afterAll(() => program.close());

const run = (name: string, argument: unknown) => runCommand(program, name, argument);
const answer = (name: string, argument: unknown) => answerOf(program, name, argument);

describe('a command that can do nothing says why', () => {
  test.each<[string, unknown, RegExp]>([
    ['invite', '', /^Give one JSON object, like '\{"workshop":"bolivar-1"\}'\.$/],
    ['invite', 'reading', /^Give one JSON object/],
    ['invite', {}, /^workshop: .* Like '\{/],
    ['invite', { workshop: 'reading', site: 'x' }, /"site"/],
    ['invite', { workshop: 'x' }, /^There is no workshop x\. Load it first\.$/],
    ['report', { workshop: 'x' }, /^There is no workshop x/],
    ['cancel', { workshop: 'x' }, /^There is no workshop x/],
    ['move', { workshop: 'x', startsAt: '2026-12-06T10:00:00-08:00' }, /^There is no workshop x/],
    ['move', { workshop: 'reading', startsAt: 'tomorrow' }, /^startsAt: must be ISO 8601/],
    ['move', { workshop: 'reading', startsAt: '2026-12-05T10:00:00-08:00' }, /starts then already/],
    ['move', { workshop: 'reading', startsAt: '2026-11-05T10:00:00-08:00' }, /in the past/],
    ['publish', {}, /^by: .* Like '\{"by":"Ms\. Ruiz"\}'/],
    ['broadcast', {}, /^audience: .* Like '\{"audience":\{"site":"bolivar"\}/],
    ['broadcast', { audience: {}, text: { es: 'x' } }, /says nobody/],
    ['broadcast-preview', { audience: { site: 'x' }, text: { es: 'x' } }, /there is no site x/],
    ['broadcast-report', { id: 'x' }, /^There is no broadcast x\.$/],
    ['pause', {}, /^id: .* Like '\{"id":/],
    ['resume', { id: 'x' }, /^There is no broadcast x\.$/],
    ['stop', { id: 'x' }, /^There is no broadcast x\.$/],
    ['contact', { phone: '12' }, /^phone: must be a phone number/],
    ['contact', { phone: phoneOf(99) }, /^No contact has this phone/],
  ])('%s %j', async (name, argument, reason) => {
    expect(await run(name, argument)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
  });
});

test('broadcast answers its id and how many it is for, and its report has its figures in their order', async () => {
  const sent = await answer('broadcast', {
    audience: { phones: [phoneOf(2)] },
    text: { es: 'Hola.' },
  });
  expect(sent).toEqual({ id: expect.any(String), count: 1 });
  expect(Object.keys(await answer('broadcast-report', { id: sent.id }))).toEqual([
    ...['id', 'state', 'pausedFor', 'alarm', 'count', 'sent', 'delivered', 'replied', 'optedOut'],
    ...[
      'segments',
      'waiting',
      'held',
      'failed',
      'undelivered',
      'withheld',
      'byLanguage',
      'bySite',
      'cost',
      'month',
    ],
  ]);
  expect(await answer('stop', { id: sent.id })).toEqual({ id: sent.id, outcome: 'stopped' });
});

test('report has its figures in their order, before anything was sent', async () => {
  const figures = await answer('report', { workshop: 'reading' });
  expect(JSON.stringify(figures)).toBe(
    '{"invited":0,"yes":0,"maybe":0,"no":0,"headcount":0,"waitlist":0,"optedOut":0,"remindersSent":0,"withheld":{}}',
  );
});

test('invite reaches everybody once, and who was loaded since when it is said again', async () => {
  expect(await answer('invite', { workshop: 'reading' })).toEqual({
    workshop: 'reading',
    outcome: 'inviting',
  });
  await until('two invitations', async () => (await program.twilio.messages()).length === 2);
  await program.load(family(3));
  await answer('invite', { workshop: 'reading' });
  await until('a third', async () => (await program.texts(phoneOf(3))).length === 1);
  expect(await answer('report', { workshop: 'reading' })).toMatchObject({ invited: 3 });
  expect(await program.texts(phoneOf(1))).toHaveLength(1);
});

test('contact tells all of a family in plain values, both sides of the talk in order', async () => {
  await program.says(phoneOf(1), 'sí vamos 3');
  await until('she is answered', async () => (await program.texts(phoneOf(1))).length === 2);
  await until('and that is stored', async () => {
    const { messages } = await answer('contact', { phone: phoneOf(1) });
    return (messages as { state?: string }[]).at(-1)?.state === 'sent';
  });
  const told = await answer('contact', { phone: '213-555-0101' });
  expect(Object.keys(told)).toEqual(['language', 'consent', 'rsvps', 'ledger', 'messages']);
  expect(told).toMatchObject({ language: 'es', consent: { workshops: 'granted' } });
  expect(told.rsvps).toEqual([
    expect.objectContaining({
      workshop: 'reading',
      state: 'yes',
      party: 3,
      mode: 'in_person',
      startsAt: '2026-12-05T18:00:00.000Z',
    }),
  ]);
  expect(told.ledger).toEqual([
    {
      change: 'granted',
      scope: 'workshops',
      at: '2026-09-01T16:00:00.000Z',
      medium: 'paper',
      words: 'Sí, quiero recibir mensajes.',
      by: 'Parent centre',
    },
  ]);
  const messages = told.messages as Record<string, unknown>[];
  expect(messages.map(({ direction, kind }) => [direction, kind])).toEqual([
    ['outbound', 'proactive'],
    ['inbound', undefined],
    ['outbound', 'answer'],
  ]);
  expect(messages[1]).toMatchObject({ body: 'sí vamos 3', channel: 'sms', handled: true });
  expect(messages[2]).toMatchObject({ state: 'sent', providerId: expect.stringMatching(/^SM/) });
  const inner = JSON.stringify(told);
  expect(inner).not.toMatch(/"_id"|"contact":|"cause"|"turn"/);
});

test.each([
  ['ALTO', 'opted_out'],
  ['START', 'granted'],
])('her consent reads after %s: %s', async (words, standing) => {
  await program.says(phoneOf(2), words);
  await until('it is so', async () => {
    const { consent } = await answer('contact', { phone: phoneOf(2) });
    return (consent as { workshops: string }).workshops === standing;
  });
});

test('a cancelled workshop is cancelled once, and nobody is invited to it', async () => {
  await program.load(workshop({ id: 'other' }));
  expect(await answer('cancel', { workshop: 'other', by: 'Ms. Ruiz' })).toEqual({
    workshop: 'other',
    outcome: 'cancelled',
  });
  const again = await run('cancel', { workshop: 'other' });
  expect(again).toMatchObject({ reason: expect.stringContaining('cancelled already') });
  const invited = await run('invite', { workshop: 'other' });
  expect(invited).toMatchObject({ reason: expect.stringContaining('is cancelled') });
});

test('publish makes what lies on disk current, by name', async () => {
  const { version } = program.world.content();
  expect(await answer('publish', { by: 'Ms. Ruiz' })).toEqual({ version, outcome: 'published' });
  const current = await program.world.store.settings.findById('content').orFail();
  expect(current.value).toMatchObject({ version, by: 'Ms. Ruiz' });
});

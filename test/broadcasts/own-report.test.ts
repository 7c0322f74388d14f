import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OwnReport } from '#broadcasts';
import { answerOf, runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('own-report', { workers: false, timeoutMs: 20_000 });
  await program.load(programme, site(), site('olimpo'));
});

afterAll(() => program.close());

test('tells what was sent, answered and held back, by reason, language and school', async () => {
  const { world, twilio, load } = program;
  await load(
    family(1),
    family(2, { language: 'en', sites: ['olimpo'] }),
    family(3),
    family(4),
    family(5),
    family(6, { language: 'en' }),
    family(7, { consent: null }),
  );
  await twilio.faults([
    { kind: 'error', status: 400, code: 21612, match: { to: phoneOf(4) } },
    { kind: 'delivery', errorCode: 30007, match: { to: phoneOf(5) } },
  ]);
  const request = {
    audience: { site: ['bolivar', 'olimpo'] },
    text: { es: 'Hola.', en: 'Hello.' },
    at: '2026-12-01T11:05',
  };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', request);
  program.clock.moveTo('2026-12-01T11:05:01-08:00');
  await world.store.contacts.updateOne({ phone: phoneOf(6) }, { $set: { numberDead: true } });
  await answers(program, phoneOf(3), 'hola');
  await runDue(world);
  const delivered = { broadcast: id, providerStatus: 'delivered' as const };
  await until('receipts', async () => (await world.store.messages.countDocuments(delivered)) === 3);
  await answers(program, phoneOf(1), '¿a qué hora?');
  await answers(program, phoneOf(2), 'stop');
  const report = await answerOf<OwnReport>(program, 'broadcast-report', { id });
  expect(report).toMatchObject({
    id,
    state: 'done',
    count: 6,
    sent: 4,
    delivered: 3,
    replied: 1,
    optedOut: 1,
    waiting: {},
    held: 0,
    failed: { '21612': 1, '30007': 1 },
    withheld: { number_dead: 1 },
    byLanguage: { es: { sent: 3, replied: 1, optedOut: 0 }, en: { sent: 1, optedOut: 1 } },
    bySite: { bolivar: { sent: 3, delivered: 2 }, olimpo: { sent: 1, delivered: 1 } },
  });
  expect(report.segments).toBeGreaterThanOrEqual(4);
});

test('whom a text has not reached after a day is counted, and listed with why', async () => {
  const { world, twilio, load, clock } = program;
  clock.moveTo('2026-12-10T11:00:00-08:00');
  await load(
    site('loma'),
    workshop({
      site: 'loma',
      startsAt: '2026-12-19T10:00:00-08:00',
      endsAt: '2026-12-19T12:00:00-08:00',
    }),
  );
  const numbers = [11, 12, 13, 14];
  await load(...numbers.map((n) => family(n, { sites: ['loma'] })));
  await twilio.faults([
    { kind: 'callback_lost', match: { to: phoneOf(12) } },
    { kind: 'error', status: 400, code: 21612, match: { to: phoneOf(13) } },
    { kind: 'delivery', errorCode: 30007, match: { to: phoneOf(14) } },
  ]);
  const request = { audience: { site: 'loma' }, workshop: 'reading', text: { es: 'Hola.' } };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', request);
  await runDue(world);
  const { messages } = world.store;
  const ended = { broadcast: id, providerStatus: { $in: ['delivered', 'undelivered'] as const } };
  await until('receipts', async () => (await messages.countDocuments(ended as never)) === 2);
  const lists = async () => {
    const read = (which: object) =>
      answerOf<{ families: { contact: string; why: string }[] }>(program, 'not-reached', which);
    const both = await Promise.all([read({ broadcast: id }), read({ workshop: 'reading' })]);
    return both.map(({ families }) => Object.fromEntries(families.map((f) => [f.contact, f.why])));
  };
  const refused = { [phoneOf(13)]: '21612', [phoneOf(14)]: '30007' };
  expect(await lists()).toEqual([refused, refused]);
  clock.moveTo('2026-12-11T12:00:00-08:00');
  const unheard = { ...refused, [phoneOf(12)]: 'no_receipt' };
  expect(await lists()).toEqual([unheard, unheard]);
  const report = await answerOf<OwnReport>(program, 'broadcast-report', { id });
  expect(report).toMatchObject({ sent: 3, undelivered: 1, failed: { '21612': 1, '30007': 1 } });
  expect(await runCommand(program, 'not-reached', {})).toMatchObject({
    reason: expect.stringMatching(/name a broadcast by its id, or a workshop/),
  });
});

test('a broadcast there is not has no report', async () => {
  expect(await runCommand(program, 'broadcast-report', { id: 'x' })).toMatchObject({
    reason: 'There is no broadcast x.',
  });
});

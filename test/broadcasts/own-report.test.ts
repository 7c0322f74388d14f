import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OwnReport } from '#broadcasts';
import { answerOf, runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('own-report', { workers: false, timeoutMs: 20_000 });
  await program.load(programme, site(), site('olimpo'), site('retiro'));
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

test('what Twilio never spoke of again counts as undelivered after a day', async () => {
  const { world, twilio, load } = program;
  await twilio.clearFaults();
  await load(family(11, { sites: ['retiro'] }), family(12, { sites: ['retiro'] }));
  await twilio.faults([{ kind: 'callback_lost', match: { to: phoneOf(12) } }]);
  const request = { audience: { site: 'retiro' }, text: { es: 'Hola.' } };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', request);
  await runDue(world);
  const delivered = { broadcast: id, providerStatus: 'delivered' as const };
  await until('receipts', async () => (await world.store.messages.countDocuments(delivered)) === 1);
  const report = () => answerOf<OwnReport>(program, 'broadcast-report', { id });
  program.clock.moveTo('2026-12-02T11:00:00-08:00');
  expect(await report()).toMatchObject({ sent: 2, delivered: 1, undelivered: 0 });
  program.clock.moveTo('2026-12-02T11:30:00-08:00');
  expect(await report()).toMatchObject({
    ...{ sent: 2, delivered: 1, undelivered: 1 },
    bySite: { retiro: { undelivered: 1 } },
  });
});

test('a broadcast there is not has no report', async () => {
  expect(await runCommand(program, 'broadcast-report', { id: 'x' })).toMatchObject({
    reason: 'There is no broadcast x.',
  });
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Preview } from '#broadcasts';
import { ChannelError, type Message } from '#domain';
import { answerOf } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const STAFF = phoneOf(91);
const TEXT = { es: 'La feria es hoy.', en: 'The fair is today.' };
const audience = { site: 'bolivar' };
const FAMILIES = 8;

let program: TestProgram;
/** A broadcast of which some texts were held back. */
let held: string;

/** Eight families, to whom one text is one segment each. */
beforeAll(async () => {
  program = await startTestProgram('monthly', { workers: false, still: true, timeoutMs: 20_000 });
  const families = Array.from({ length: FAMILIES }, (_, i) => family(i + 1));
  await program.load(site(), workshop(), ...families);
  await program.load({ kind: 'staff', id: 'ruiz', phone: STAFF, sites: ['bolivar'] });
  await program.world.store.contacts.updateMany({}, { $set: { firstTextAt: new Date(0) } });
  await limitTo(11);
});

afterAll(() => program.close());

/** Loads the programme with a limit, and waits until it is heard of. */
async function limitTo(monthlySegments: number | null): Promise<void> {
  await program.load({ ...programme, monthlySegments, segmentPrice: 0.0118 });
  const isKnown = async () =>
    (program.world.programme().monthlySegments ?? null) === monthlySegments;
  await until('the limit is known', isKnown);
}

async function broadcast(request: object = {}): Promise<string> {
  const given = { audience, text: TEXT, ...request };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', given);
  await runDue(program.world);
  return id;
}

const preview = () => answerOf<Preview>(program, 'broadcast-preview', { audience, text: TEXT });

type Spending = { month: string; segments: number; cost: number; warning: number | null };
const spending = () => answerOf<Spending>(program, 'spending', {});

/** Of how many texts of a broadcast each state and reason is. */
async function states(id: string): Promise<Record<string, number>> {
  const texts = await program.world.store.messages.find({ broadcast: id }).lean<Message[]>();
  const found = texts.map(({ state, reason }) => (reason ? `${state} ${reason}` : state));
  return Object.fromEntries(
    [...Map.groupBy(found, (name) => name)].map(([name, all]) => [name, all.length]),
  );
}

async function sentSegments(since = new Date(0)): Promise<number> {
  const { messages } = program.world.store;
  const sent = await messages.find({ state: 'sent', sentAt: { $gte: since } }).lean<Message[]>();
  return sent.reduce((sum, { segments }) => sum + segments, 0);
}

test('everything sent is counted, and staff are told once when the limit is near', async () => {
  expect(await preview()).toMatchObject({
    cost: 0.09,
    month: { month: '2026-12', segments: 0, limit: 11, afterwards: 8, reached: false },
  });
  await broadcast();
  await answers(program, phoneOf(1), '¿a qué hora?');
  await program.world.pace.settle();
  await runDue(program.world);
  await program.world.pace.settle();
  const told = (await program.texts(STAFF)).filter((text) => text.includes('80%'));
  expect(told).toEqual([expect.stringMatching(/^Parent College has used 80% of its texts/)]);
  const segments = await sentSegments();
  expect(segments).toBeGreaterThanOrEqual(10);
  expect(await spending()).toMatchObject({ month: '2026-12', segments });
});

test('what would pass the limit is held back with its reason, as the preview says', async () => {
  program.clock.moveTo('2026-12-02T11:00:00-08:00');
  const before = (await spending()).segments;
  await limitTo(before + 5);
  const told = await preview();
  expect(told).toMatchObject({
    waits: { monthly_limit: 3 },
    month: { segments: before, afterwards: before + 8, reached: true, heldBack: 3, warning: 100 },
  });
  held = await broadcast();
  expect(await states(held)).toEqual({ sent: 5, 'queued monthly_limit': 3 });
  const report = await answerOf<{ month: Spending }>(program, 'broadcast-report', { id: held });
  expect(report).toMatchObject({ segments: 5, cost: 0.06, waiting: { monthly_limit: 3 } });
  expect(report.month.warning).toBe(100);
  expect((await program.texts(STAFF)).filter((text) => text.includes('100% of')).length).toBe(1);
});

test('answers, and notices to who counts on a workshop, go beyond it', async () => {
  const { rsvps, workshops } = program.world.store;
  const reading = await workshops.findById('reading').lean().orFail();
  const contact = await program.world.store.contacts.findOne({ phone: phoneOf(2) }).orFail();
  const { startsAt } = reading;
  const yes = { state: 'yes', party: 1, startsAt, updatedAt: startsAt } as const;
  await rsvps.create([{ _id: 'r', workshop: 'reading', contact: contact._id, ...yes }]);
  const who = { workshop: 'reading', rsvp: 'yes' };
  const notice = await broadcast({ audience: who, workshop: 'reading' });
  expect(await states(notice)).toEqual({ sent: 1 });
  expect(await answers(program, phoneOf(3), 'AYUDA')).toHaveLength(1);
  await program.world.pace.settle();
  const { segments } = await spending();
  expect(segments).toBe(await sentSegments());
});

test('with more to spend the rest goes within the hour, and a new month begins at none', async () => {
  await limitTo(1000);
  program.clock.moveTo('2026-12-02T12:00:01-08:00');
  await runDue(program.world);
  // What they waited for is over.
  expect(await states(held)).toEqual({ sent: 8 });
  // In Greenwich it is January already; the programme's clock counts.
  program.clock.moveTo('2026-12-31T18:00:00-08:00');
  await broadcast();
  program.clock.moveTo('2027-01-01T11:00:00-08:00');
  await broadcast();
  const january = await sentSegments(new Date('2027-01-01T00:00:00-08:00'));
  expect(january).toBe(8);
  expect(await spending()).toMatchObject({
    month: '2027-01',
    segments: january,
    months: [
      { month: '2026-12', segments: (await sentSegments()) - january },
      { month: '2027-01', segments: january },
    ],
  });
});

test('what Twilio refuses, and what was not begun, is not counted', async () => {
  const { world, twilio, load, clock } = program;
  clock.moveTo('2027-01-02T11:00:00-08:00');
  await load(...Array.from({ length: 12 }, (_, i) => family(i + 21)));
  await world.store.contacts.updateMany({}, { $set: { firstTextAt: new Date(0) } });
  const before = (await spending()).segments;
  await twilio.faults([
    { kind: 'error', status: 400, code: 21612, match: { to: phoneOf(22) } },
    { kind: 'error', status: 400, code: 21612, match: { to: phoneOf(2) } },
  ]);
  // Ten calls are under way at once: ten have begun when the first breaks, ten have not.
  vi.spyOn(world.channel, 'send').mockRejectedValueOnce(new Error('the worker breaks'));
  await expect(broadcast()).rejects.toThrow('the worker breaks');
  vi.restoreAllMocks();
  await runDue(world);
  const since = { $gte: new Date('2027-01-02T00:00:00-08:00') };
  expect(await world.store.messages.countDocuments({ state: 'sent', sentAt: since })).toBe(17);
  // The one that broke may have been taken.
  expect((await spending()).segments - before).toBe(18);
});

test('what is sent again, since it is not known to have gone, is counted once', async () => {
  const { world, clock } = program;
  clock.moveTo('2027-01-03T13:00:00-08:00');
  const before = (await spending()).segments;
  vi.spyOn(world.channel, 'send').mockRejectedValueOnce(new ChannelError('timeout', false, true));
  const id = await broadcast();
  vi.restoreAllMocks();
  const lost = { broadcast: id, state: 'sending' } as const;
  const { modifiedCount } = await world.store.messages.updateMany(lost, { claimedAt: new Date(0) });
  expect(modifiedCount).toBe(1);
  await runDue(world);
  const sent = await world.store.messages.countDocuments({ broadcast: id, state: 'sent' });
  expect(sent).toBeGreaterThan(FAMILIES);
  expect((await spending()).segments - before).toBe(sent);
});

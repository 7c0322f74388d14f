import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerOf, runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const AFTER = '2026-12-05T13:00:00-08:00';
const TEXT = { es: 'Gracias.' };
const SERIES = 'parent-college';

let program: TestProgram;

/** Four families: the first three said yes, the fourth comes unasked. Two workshops of one series. */
beforeAll(async () => {
  program = await startTestProgram('attendance', { workers: false, timeoutMs: 20_000 });
  const later = { startsAt: '2027-01-09T10:00:00-08:00', endsAt: '2027-01-09T12:00:00-08:00' };
  await program.load(
    programme,
    site(),
    site('olimpo'),
    workshop({ series: SERIES }),
    workshop({ id: 'college', series: SERIES, ...later }),
    ...[1, 2, 3].map((n) => family(n)),
    family(4, { sites: ['olimpo'] }),
  );
  await answerOf(program, 'invite', { workshop: 'reading' });
  await runDue(program.world);
  for (const n of [1, 2, 3]) await answers(program, phoneOf(n), 'sí vamos 2');
});

afterAll(() => program.close());

const reason = async (name: string, argument: object) => {
  const outcome = await runCommand(program, name, argument);
  return outcome.kind === 'refused' ? outcome.reason : '';
};

/** Whom an audience would reach: how many, and who, by the ends of ids. */
async function reach(audience: object): Promise<{ count: number; phones: string[] }> {
  const preview = await answerOf<{ count: number; sample: { id: string }[] }>(
    program,
    'broadcast-preview',
    { audience, text: TEXT },
  );
  const contacts = await program.world.store.contacts.find().lean();
  const phones = preview.sample.map(
    ({ id }) => contacts.find(({ _id }) => _id.endsWith(id.slice(1)))!.phone,
  );
  return { count: preview.count, phones: phones.sort() };
}

test('nobody is taken for missing before it is recorded who came', async () => {
  const missed = { audience: { workshop: 'reading', attendance: 'missed' }, text: TEXT };
  expect(await reason('broadcast', missed)).toBe(
    'audience: who came to reading is not recorded yet: do so by the command attended.',
  );
  const list = { workshop: 'reading', phones: [phoneOf(1)] };
  expect(await reason('attended', list)).toMatch(/Nothing was recorded: .*has not begun/);
  expect(await reason('broadcast', { ...missed, audience: { series: 'parents' } })).toBe(
    'audience: there is no series parents.',
  );
});

test('a name that nobody has records nothing, and is told', async () => {
  program.clock.moveTo(AFTER);
  const phones = [phoneOf(1), '(213) 555-0999', 'x'];
  expect(await reason('attended', { workshop: 'reading', phones })).toBe(
    'Nobody is known by (213) 555-0999, x: load them first, or put it right. Nothing was recorded.',
  );
  expect(await program.world.store.attendance.countDocuments()).toBe(0);
});

test('who came is written down, and who said yes and did not come has missed it', async () => {
  const list = { workshop: 'reading', phones: ['(213) 555-0101', phoneOf(4)], by: 'Ms. Ruiz' };
  const recorded = { workshop: 'reading', listed: 2, attended: 2, missed: 2 };
  expect(await answerOf(program, 'attended', list)).toEqual(recorded);
  expect(await answerOf(program, 'attended', list)).toEqual(recorded);
  const figures = { yes: 3, headcount: 6, attended: 2, missed: 2 };
  expect(await answerOf(program, 'report', { workshop: 'reading' })).toMatchObject(figures);
  const came = { workshop: 'reading', attendance: 'attended' };
  expect(await reach(came)).toEqual({ count: 2, phones: [phoneOf(1), phoneOf(4)] });
  expect(await reach({ workshop: 'reading', attendance: 'missed' })).toEqual({
    count: 2,
    phones: [phoneOf(2), phoneOf(3)],
  });
  // She came without an answer: to "yes, and came" she does not belong.
  expect(await reach({ ...came, rsvp: 'yes' })).toEqual({ count: 1, phones: [phoneOf(1)] });
});

test('a line of load, and a second list, put it right', async () => {
  await program.load({ kind: 'attendance', workshop: 'reading', phone: phoneOf(2) });
  const wrong = { workshop: 'reading', phones: [phoneOf(1)], as: 'missed' };
  expect(await answerOf(program, 'attended', wrong)).toMatchObject({ attended: 2, missed: 2 });
  expect(await reach({ series: SERIES, attendance: 'attended' })).toEqual({
    count: 2,
    phones: [phoneOf(2), phoneOf(4)],
  });
  const unknown = { kind: 'attendance', workshop: 'reading', phone: phoneOf(77) };
  await expect(program.load(unknown)).rejects.toThrow(/is of no contact/);
});

test('who came to nothing of a series is found by not', async () => {
  const never = { site: 'bolivar', not: { series: SERIES, attendance: 'attended' } };
  expect(await reach(never)).toEqual({ count: 2, phones: [phoneOf(1), phoneOf(3)] });
});

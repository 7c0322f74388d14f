import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import type { Message } from '#domain';
import { answerOf } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { contactIdOf, rsvpOf } from '../support/seats.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let program: TestProgram;
let round = 0;
let mother: string;
let school: string;

beforeAll(async () => {
  program = await startTestProgram('nudges', { workers: false, still: true });
  await program.load(programme);
});

/** A workshop on Saturday 5 December, to which she is invited a week before at half past five. */
beforeEach(async () => {
  program.clock.moveTo('2026-11-28T17:00:00-08:00');
  round += 1;
  mother = phoneOf(round);
  school = `school${round}`;
  await program.load(
    site(school),
    workshop({ id: school, site: school }),
    family(round, { sites: [school] }),
  );
  await runAt('2026-11-28T17:30:01-08:00');
  expect(await stages()).toEqual(['invitation']);
});

afterAll(() => program.close());

async function runAt(at: string): Promise<void> {
  program.clock.moveTo(at);
  await runDue(program.world);
}

const [FIRST, SECOND, CALL] = [
  '2026-11-30T12:00:01-08:00',
  '2026-12-01T15:00:01-08:00',
  '2026-12-02T10:00:01-08:00',
] as const;

/** What went to her unasked, in order. */
async function stages(): Promise<(string | null)[]> {
  const contact = await contactIdOf(program.world, mother);
  const sent = await program.world.store.messages
    .find({ contact, state: 'sent', kind: 'proactive' })
    .sort({ sentAt: 1 })
    .lean<Message[]>();
  return sent.map(({ stage }) => stage);
}

type Listed = { calls: { contact: string; why: string; workshop: string | null }[] };

const calls = async () => (await answerOf<Listed>(program, 'call-list', { site: school })).calls;

test('an invitation left unanswered is brought up twice, at other hours, and then she is to be called', async () => {
  for (const at of ['2026-11-29T12:00:00-08:00', '2026-11-30T11:59:00-08:00']) await runAt(at);
  expect(await stages()).toEqual(['invitation']);
  await runAt(FIRST);
  await runAt('2026-11-30T18:00:00-08:00');
  expect(await stages()).toEqual(['invitation', 'nudge_1']);
  expect((await program.texts(mother))[1]).toMatch(
    /^¿Va a ir\? Leer en casa: sábado 5 de dic, 10:00/,
  );
  await runAt(SECOND);
  await runAt('2026-12-01T19:00:00-08:00');
  expect(await stages()).toEqual(['invitation', 'nudge_1', 'nudge_2']);
  expect(await calls()).toEqual([]);
  await runAt(CALL);
  await runAt('2026-12-04T18:00:01-08:00');
  expect(await calls()).toMatchObject([{ contact: mother, why: 'no_answer', workshop: school }]);
  expect(await stages()).toHaveLength(3);
  expect(await sendingReport(program.world, school)).toMatchObject({ invited: 1, withheld: {} });
  await runAt('2026-12-05T10:00:01-08:00');
  expect(await calls()).toEqual([]);
});

test('her answer to a nudge books, and takes her off the list', async () => {
  await runAt(FIRST);
  expect((await answers(program, mother, '1'))[0]).toContain('Cuántas personas');
  expect((await answers(program, mother, '3'))[0]).toContain('apartamos 3 lugares');
  for (const at of [SECOND, CALL]) await runAt(at);
  expect(await stages()).toEqual(['invitation', 'nudge_1']);
  expect(await calls()).toEqual([]);
});

test('who is to be called and answers meanwhile is not called', async () => {
  for (const at of [FIRST, SECOND, CALL]) await runAt(at);
  expect(await calls()).toHaveLength(1);
  await answers(program, mother, 'no puedo, trabajo');
  expect(await calls()).toEqual([]);
  expect((await rsvpOf(program.world, mother, school)).state).toBe('no');
});

describe('neither nudged nor called is', () => {
  test.each([
    ['who said yes', 'sí vamos 2'],
    ['who said no', 'no puedo'],
    ['who only asked something', '¿hay estacionamiento?'],
    ['who said what nobody understood', 'asdf qwer'],
    ['who said stop', 'ALTO'],
  ])('%s', async (_, body) => {
    await answers(program, mother, body);
    for (const at of [FIRST, SECOND, CALL]) await runAt(at);
    expect(await stages()).toEqual(['invitation']);
    expect(await calls()).toEqual([]);
  });

  test('who is invited to what is off by then', async () => {
    await answerOf(program, 'cancel', { workshop: school });
    for (const at of [FIRST, SECOND, CALL]) await runAt(at);
    expect(await stages()).toEqual(['invitation']);
    expect(await calls()).toEqual([]);
  });

  test('who had her invitation less than a day ago, or never', async () => {
    const late = phoneOf(40 + round);
    const never = phoneOf(60 + round);
    await program.load(
      family(40 + round, { sites: [school] }),
      family(60 + round, { sites: [school], consent: null }),
    );
    program.clock.moveTo('2026-11-30T11:00:00-08:00');
    await answerOf(program, 'invite', { workshop: school });
    await runDue(program.world);
    await runAt(FIRST);
    expect(await program.texts(late)).toHaveLength(1);
    await runAt(SECOND);
    expect(await program.texts(late)).toHaveLength(2);
    expect(await program.texts(never)).toEqual([]);
  });
});

test('the cap counts: with an announcement that day she is left in peace, and may answer as before', async () => {
  program.clock.moveTo('2026-11-30T11:00:00-08:00');
  await answerOf(program, 'broadcast', {
    audience: { site: school },
    text: { es: 'Feria de libros el martes.', en: 'Book fair on Tuesday.' },
  });
  await runDue(program.world);
  await runAt(FIRST);
  await runAt('2026-12-01T12:00:00-08:00');
  expect(await stages()).toEqual(['invitation', 'broadcast']);
  expect((await answers(program, mother, 'sí vamos 2'))[0]).toContain('apartamos 2 lugares');
});

test('a list is brought up once for all that is on it, and she is called once', async () => {
  const two = `two${round}`;
  await program.load(
    workshop({
      id: two,
      site: school,
      title: { es: 'Salud', en: 'Health' },
      startsAt: '2026-12-12T10:00:00-08:00',
      endsAt: '2026-12-12T12:00:00-08:00',
    }),
    workshop({
      id: `three${round}`,
      site: school,
      title: { es: 'Notas', en: 'Grades' },
      startsAt: '2026-12-13T10:00:00-08:00',
      endsAt: '2026-12-13T12:00:00-08:00',
    }),
  );
  await answers(program, mother, 'no puedo');
  for (const at of ['05T17:30', '06T17:30', '07T12:00', '08T12:00'])
    await runAt(`2026-12-${at}:01-08:00`);
  const texts = await program.texts(mother);
  expect(texts.slice(2)).toEqual([
    expect.stringMatching(/1\) Salud.*2\) Notas.*¿Va a ir/s),
    expect.stringMatching(/^¿Va a ir.*1\) Salud.*2\) Notas/s),
  ]);
  const laterOn = async (...times: string[]) => {
    for (const at of times) await runAt(`2026-12-${at}:01-08:00`);
  };
  await laterOn('08T15:00', '09T10:00', '09T15:00');
  expect(await calls()).toMatchObject([{ contact: mother, workshop: two }]);
  await laterOn('10T10:00');
  expect(await calls()).toHaveLength(1);
  // That one is over, and she has not answered about the next.
  await laterOn('12T10:00');
  expect(await calls()).toEqual([]);
  expect(await stages()).toEqual(['invitation', 'invitation', 'nudge_1', 'nudge_2']);
  const [reply] = await answers(program, mother, 'la 2 vamos 4');
  expect(reply).toContain('apartamos 4 lugares: domingo 13');
  expect(await calls()).toEqual([]);
});

test('a survey that is let lie is brought up once more, as something unasked like any other', async () => {
  const [phone, id] = [phoneOf(70 + round), `survey${round}`];
  await program.load(site(id), family(70 + round, { sites: [id] }));
  program.clock.moveTo('2026-11-30T11:00:00-08:00');
  await answerOf(program, 'broadcast', { audience: { site: id }, flow: 'needs_survey' });
  await runDue(program.world);
  await runAt('2026-12-02T11:00:01-08:00');
  expect(await program.texts(phone)).toHaveLength(2);
  const contact = await contactIdOf(program.world, phone);
  const nudge = await program.world.store.messages.findOne({ contact, stage: 'silence' }).lean();
  expect(nudge).toMatchObject({ kind: 'proactive', state: 'sent' });
});

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import { type Message, MINUTE } from '#domain';
import { tallyOf } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
let phones: string[];

beforeAll(async () => {
  program = await startTestProgram('plan', { workers: false, still: true });
  await program.load(programme);
});

beforeEach(() => {
  round += 1;
  id = `w${round}`;
  phones = Array.from({ length: 6 }, (_, n) => phoneOf(10 * round + n));
});

afterAll(() => program.close());

async function load(startsAt: string, endsAt: string): Promise<void> {
  const families = phones.map((phone) => family(0, { phone, sites: [id] }));
  const ours = workshop({ id, site: id, startsAt, endsAt, capacity: 3 });
  await program.load(site(id), ours, ...families);
}

/** Two sweeps at once, as two workers make them. */
async function sweepAt(at: Date | string): Promise<void> {
  program.clock.moveTo(at);
  await Promise.all([runDue(program.world), runDue(program.world)]);
}

/** How many texts of a stage each family was sent. */
async function sent(stage: string): Promise<number[]> {
  const { contacts, messages } = program.world.store;
  const counts = phones.map(async (phone) => {
    const contact = await contacts.findOne({ phone }).lean<{ _id: string }>();
    return messages.countDocuments({
      contact: contact?._id ?? '',
      'about.workshop': id,
      stage: stage as NonNullable<Message['stage']>,
      state: 'sent',
    });
  });
  return Promise.all(counts);
}

const NONE = [0, 0, 0, 0, 0, 0];

/** Sweeps minute by minute around `due`: nothing before it, `to` once from its minute on. */
async function expectStageAt(stage: string, due: string, to: number[]): Promise<void> {
  const at = new Date(due).getTime();
  for (const minute of [-61, -60, -1]) {
    await sweepAt(new Date(at + minute * MINUTE));
    expect(await sent(stage), `${stage} ${minute}`).toEqual(NONE);
  }
  for (const minute of [0, 1, 60]) {
    await sweepAt(new Date(at + minute * MINUTE + 500));
    expect(await sent(stage), `${stage} ${minute}`).toEqual(to);
  }
}

async function answerAll(): Promise<void> {
  const said = ['sí vamos 3', 'tal vez', 'no puedo, trabajo', null, 'sí, 2 personas', 'tal vez'];
  for (const [n, words] of said.entries()) {
    if (words) await answers(program, phones[n]!, words);
  }
  await answers(program, phones[5]!, 'ALTO');
}

test.each([
  ['in autumn', '2026-11-07', '-08:00', '2026-10-31T17:30:00-07:00', '2026-11-04', '2026-11-06'],
  ['in spring', '2027-03-20', '-07:00', '2027-03-13T17:30:00-08:00', '2027-03-17', '2027-03-19'],
])(
  'the plan keeps the hours of the clock on the wall over the change of time %s',
  async (...when) => {
    const [, day, zone, invitation, three, one] = when;
    program.clock.moveTo(new Date(new Date(invitation).getTime() - 90 * MINUTE));
    await load(`${day}T10:00:00${zone}`, `${day}T12:00:00${zone}`);
    await expectStageAt('invitation', invitation, [1, 1, 1, 1, 1, 1]);
    await answerAll();
    // The yes and the maybe; not the no, the silent, the waiting, nor who said stop.
    const told = [1, 1, 0, 0, 0, 0];
    await expectStageAt('reminder_3d', `${three}T12:00:00${zone}`, told);
    await expectStageAt('reminder_1d', `${one}T18:00:00${zone}`, told);
    await expectStageAt('morning_of', `${day}T08:00:00${zone}`, told);
    await sweepAt(`${day}T11:00:00${zone}`);
    expect(await sendingReport(program.world, id)).toMatchObject({
      invited: 6,
      optedOut: 1,
      remindersSent: 6,
      // Her maybe stood when she said stop: each reminder is held back, and counted.
      withheld: { opted_out: 3 },
    });
    expect(await tallyOf(program.world, id)).toMatchObject({
      yes: 1,
      no: 1,
      headcount: 3,
      waitlist: 1,
    });
  },
);

test('a start before half past nine has its last word the evening before', async () => {
  program.clock.moveTo('2026-11-27T12:00:00-08:00');
  await load('2026-12-05T09:15:00-08:00', '2026-12-05T11:00:00-08:00');
  await sweepAt('2026-11-28T17:30:01-08:00');
  await answers(program, phones[0]!, 'sí vamos 3');
  await expectStageAt('reminder_1d', '2026-12-04T18:00:00-08:00', [1, 0, 0, 0, 0, 0]);
  await sweepAt('2026-12-05T08:01:00-08:00');
  await sweepAt('2026-12-05T09:14:00-08:00');
  expect(await sent('morning_of')).toEqual(NONE);
});

test('a stage is caught up for half a day, and then skipped for good', async () => {
  program.clock.moveTo('2026-11-27T12:00:00-08:00');
  await load('2026-12-05T10:00:00-08:00', '2026-12-05T12:00:00-08:00');
  await sweepAt('2026-11-28T17:30:01-08:00');
  await answers(program, phones[0]!, 'sí vamos 3');
  await sweepAt('2026-12-03T00:01:00-08:00');
  await sweepAt('2026-12-03T12:00:00-08:00');
  expect(await sent('reminder_3d')).toEqual(NONE);
  await sweepAt('2026-12-04T20:30:00-08:00');
  // Two and a half hours late: told while it is still of use, within the hard limits.
  expect(await sent('reminder_1d')).toEqual([1, 0, 0, 0, 0, 0]);
});

test('who answers between a stage and the next gets the next; who changes to no gets none', async () => {
  program.clock.moveTo('2026-11-27T12:00:00-08:00');
  await load('2026-12-05T10:00:00-08:00', '2026-12-05T12:00:00-08:00');
  await sweepAt('2026-11-28T17:30:01-08:00');
  await answers(program, phones[1]!, 'tal vez');
  await sweepAt('2026-12-02T12:00:01-08:00');
  await answers(program, phones[0]!, 'sí vamos 2');
  await answers(program, phones[1]!, 'no vamos a poder');
  await sweepAt('2026-12-04T18:00:01-08:00');
  expect(await sent('reminder_3d')).toEqual([0, 1, 0, 0, 0, 0]);
  expect(await sent('reminder_1d')).toEqual([1, 0, 0, 0, 0, 0]);
});

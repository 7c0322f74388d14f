import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import { countSegments, localTime, type Message } from '#domain';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop, ZONE } from '../support/programme.ts';
import { contactIdOf, expectSeatsRight } from '../support/seats.ts';

// A whole fortnight is lived through.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

const MOTHER = phoneOf(1);
/** Monday to Thursday, a morning at one school and an evening at the other. */
const DAYS = [7, 8, 9, 10];
const TITLES = ['Leer', 'Sumar', 'Salud', 'Crianza', 'Cuentas', 'Notas', 'Becas', 'Escuela'];

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('eight', {
    workers: false,
    still: true,
    now: '2026-11-30T08:00:00-08:00',
  });
  await program.load(
    programme,
    { ...site('grant'), name: 'Escuela Grant' },
    { ...site('lincoln'), name: 'Escuela Lincoln' },
    ...DAYS.flatMap((day, i) => [
      on(`morning${day}`, 'grant', day, 10, TITLES[2 * i]!),
      on(`evening${day}`, 'lincoln', day, 18, TITLES[2 * i + 1]!),
    ]),
    family(1, { sites: ['grant', 'lincoln'] }),
  );
});

afterAll(() => program.close());

function on(id: string, where: string, day: number, hour: number, title: string) {
  const at = `2026-12-${String(day).padStart(2, '0')}T${hour}`;
  return workshop({
    id,
    site: where,
    title: { es: title, en: title },
    startsAt: `${at}:00:00-08:00`,
    endsAt: `${at}:59:00-08:00`,
    place: 'Salón 4',
  });
}

/** Every hour at which the plan, the opening or the cap could do something, one day after another. */
async function live(from: string, days: number): Promise<void> {
  const midnight = new Date(`${from}T00:00:00-08:00`).getTime();
  for (let day = 0; day < days; day += 1) {
    for (const hour of [8, 10, 12, 17.5, 18, 20]) {
      program.clock.moveTo(new Date(midnight + (day * 24 + hour) * 3_600_000 + 1000));
      await runDue(program.world);
    }
  }
}

async function sent(): Promise<Message[]> {
  const contact = await contactIdOf(program.world, MOTHER);
  return program.world.store.messages
    .find({ contact, state: 'sent' })
    .sort({ sentAt: 1, _id: 1 })
    .lean<Message[]>();
}

test('eight workshops in one week at two schools: one merged invitation, every reminder of what she said yes to, and no more', async () => {
  const { clock } = program;
  clock.moveTo('2026-11-30T17:30:01-08:00');
  await runDue(program.world);
  const [invitation, ...others] = await program.texts(MOTHER);
  expect(others).toEqual([]);
  expect(invitation).toMatch(/Escuela Grant:\n1\).*Escuela Lincoln:\n5\)/s);
  for (const title of TITLES) expect(invitation).toContain(title);
  expect(countSegments(invitation!).segments).toBeLessThanOrEqual(4);

  const booked = await answers(program, MOTHER, '1, 6 y 4, somos 3');
  expect(booked.join('\n').match(/apartamos 3 lugares/g)).toHaveLength(3);
  await live('2026-12-01', 14);

  const unasked = (await sent()).filter(({ kind }) => kind === 'proactive' || kind === 'notice');
  const told = unasked.map(({ stage, about }) => `${stage} ${about?.workshop}`);
  const stages = ['reminder_3d', 'reminder_1d', 'morning_of'];
  const yes = ['morning7', 'evening8', 'morning10'];
  const reminders = yes.flatMap((id) => stages.map((stage) => `${stage} ${id}`));
  expect(told.sort()).toEqual(['invitation morning7', ...reminders].sort());
  for (const { sentAt } of unasked) {
    const { minutes } = localTime(sentAt!, ZONE);
    expect(minutes).toBeGreaterThanOrEqual(8 * 60);
    expect(minutes).toBeLessThan(19.5 * 60);
  }
  for (const day of DAYS) {
    for (const id of [`morning${day}`, `evening${day}`]) {
      expect(await sendingReport(program.world, id)).toMatchObject({ invited: 1 });
      await expectSeatsRight(program.world, id);
    }
  }
});

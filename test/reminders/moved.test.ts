import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { moveWorkshop, tallyOf } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { expectSeatsRight, invite, rsvpOf } from '../support/seats.ts';
import { until } from '../support/until.ts';

const SATURDAY = '2026-12-05T10:00:00-08:00';
const NEXT = '2026-12-12T10:00:00-08:00';
const LATER = '2026-12-19T11:00:00-08:00';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
let id: string;
/** Yes with 3 of the 3 seats, maybe, waiting, no, and silent. */
let [YES, MAYBE, WAITING, NO, SILENT] = ['', '', '', '', ''];

beforeAll(async () => {
  program = await startTestProgram('moved', { workers: false, still: true });
  await program.load(programme);
});

beforeEach(async () => {
  await runAt('2026-11-30T11:00:00-08:00');
  round += 1;
  id = `w${round}`;
  const phones = [0, 1, 2, 3, 4].map((n) => phoneOf(5 * round + n));
  [YES, MAYBE, WAITING, NO, SILENT] = phones as [string, string, string, string, string];
  const families = phones.map((phone) => family(0, { phone, sites: [id] }));
  await program.load(site(id), workshop({ id, site: id, capacity: 3 }), ...families);
  await invite(program.world, id);
  await runDue(program.world);
  await answers(program, YES, 'sí vamos 3');
  await answers(program, MAYBE, 'tal vez');
  await answers(program, WAITING, 'sí vamos 2');
  await answers(program, NO, 'no puedo, trabajo');
  await runAt('2026-12-01T11:00:00-08:00');
});

afterAll(() => program.close());

async function runAt(at: string): Promise<void> {
  program.clock.moveTo(at);
  await runDue(program.world);
}

async function move(startsAt: string, by: string | null = null): Promise<void> {
  expect(await moveWorkshop(program.world, id, new Date(startsAt), by)).toEqual({
    kind: 'changed',
  });
}

/** What each family reads that is new while `work` goes on. */
async function news(work: () => Promise<void>): Promise<string[][]> {
  const all = () => Promise.all([YES, MAYBE, WAITING, NO, SILENT].map((p) => program.texts(p)));
  const before = await all();
  await work();
  return (await all()).map((texts, n) => texts.slice(before[n]!.length));
}

const moved = (from: string, to: string, rest: string) =>
  `Cambio de fecha: del ${from} al ${to}, 10:00 a. m. ${rest}`;
const KEPT = 'Sus 3 lugares siguen apartados.';
const [FIFTH, TWELFTH] = ['sábado 5 de diciembre', 'sábado 12 de diciembre'];

test('those who count on it are told once, and the unanswered invitation comes anew', async () => {
  const told = await news(async () => {
    await move(NEXT);
    await Promise.all([runDue(program.world), runDue(program.world)]);
    await runDue(program.world);
  });
  expect(told.slice(0, 3)).toEqual([
    [moved(FIFTH, TWELFTH, KEPT)],
    [moved(FIFTH, TWELFTH, 'Si va a ir, escriba cuántos van.')],
    [moved(FIFTH, TWELFTH, 'Usted sigue en la lista de espera.')],
  ]);
  const [, , , no, silent] = told;
  // The other date may suit her who could not; neither is told of a change: they get the invitation.
  for (const texts of [no, silent])
    expect(texts).toEqual([expect.stringMatching(/ 12 de dic.*¿Va a ir\?/)]);
  await expectSeatsRight(program.world, id);
  expect(await tallyOf(program.world, id)).toMatchObject({ yes: 1, maybe: 1, waitlist: 1 });
  await answers(program, SILENT, 'sí vamos 2');
  expect(await rsvpOf(program.world, SILENT, id)).toMatchObject({ startsAt: new Date(NEXT) });
});

test('reminders of the old date do not go, those of the new one do, and no invitation again', async () => {
  await move(NEXT);
  await runDue(program.world);
  const old = await news(async () => {
    await runAt('2026-12-02T12:00:30-08:00');
    await runAt('2026-12-04T18:00:30-08:00');
    await runAt('2026-12-05T17:30:30-08:00');
  });
  expect(old).toEqual([[], [], [], [], []]);
  const anew = await news(() => runAt('2026-12-09T12:00:30-08:00'));
  expect(anew[0]).toEqual([expect.stringMatching(/^Le recordamos: sábado 12 de diciembre/)]);
  expect(anew.map((texts) => texts.length)).toEqual([1, 1, 0, 0, 0]);
});

test('moved twice at once: told once, of the last date and the one they know', async () => {
  const told = await news(async () => {
    await move(LATER);
    await move(NEXT);
    await runDue(program.world);
  });
  expect(told.map((texts) => texts.length)).toEqual([1, 1, 1, 1, 1]);
  expect(told[0]).toEqual([moved(FIFTH, TWELFTH, KEPT)]);
});

test('moved twice in a night: told once in the morning, from the date they know', async () => {
  const told = await news(async () => {
    await runAt('2026-12-01T22:00:00-08:00');
    await move(LATER);
    await runDue(program.world);
    await runAt('2026-12-01T23:00:00-08:00');
    await move(NEXT);
    await runDue(program.world);
    await runAt('2026-12-02T09:59:00-08:00');
  });
  expect(told).toEqual([[], [], [], [], []]);
  const morning = await news(() => runAt('2026-12-02T10:00:01-08:00'));
  expect(morning.map((texts) => texts.length)).toEqual([1, 1, 1, 1, 1]);
  expect(morning[0]).toEqual([moved(FIFTH, TWELFTH, KEPT)]);
});

test('who was not brought the news of a move is told of the next from the date she knows', async () => {
  const { twilio, world } = program;
  await twilio.faults([{ kind: 'delivery', errorCode: 30036, match: { to: YES } }]);
  await move(NEXT);
  await runDue(world);
  const lost = { stage: 'moved', 'about.workshop': id, providerStatus: 'undelivered' } as const;
  const isLost = async () => (await world.store.messages.exists(lost)) !== null;
  await until('the receipt is stored', isLost);
  await twilio.clearFaults();
  const told = await news(async () => {
    await move(LATER);
    await runDue(world);
  });
  const nineteenth = 'sábado 19 de diciembre, 11:00 a. m. ';
  expect(told[0]).toEqual([`Cambio de fecha: del ${FIFTH} al ${nineteenth}${KEPT}`]);
  expect(told[1]).toEqual([expect.stringContaining(`del ${TWELFTH} al ${nineteenth}`)]);
});

test('moved and moved back before anybody was told: nobody hears of it', async () => {
  const told = await news(async () => {
    await runAt('2026-12-01T22:00:00-08:00');
    await move(NEXT);
    await runDue(program.world);
    await move(SATURDAY);
    await runDue(program.world);
    await runAt('2026-12-02T11:00:00-08:00');
  });
  expect(told).toEqual([[], [], [], [], []]);
  await answers(program, SILENT, 'sí vamos 2');
  expect((await rsvpOf(program.world, SILENT, id)).state).toBe('waitlisted');
  const reminded = await news(() => runAt('2026-12-02T12:00:30-08:00'));
  expect(reminded.map((texts) => texts.length)).toEqual([1, 1, 0, 0, 0]);
});

test('moved back after all were told: they are told again, and reminders are those of the old date', async () => {
  await move(NEXT);
  await runDue(program.world);
  await runAt('2026-12-02T10:30:00-08:00');
  const back = await news(async () => {
    await move(SATURDAY);
    await runDue(program.world);
    await runAt('2026-12-03T10:30:00-08:00');
  });
  expect(back[0]?.[0]).toBe(moved(TWELFTH, FIFTH, KEPT));
  expect(back[1]?.[0]).toMatch(/^Cambio de fecha: del sábado 12 .* al sábado 5 /);
  // One was asked anew for the twelfth, so he is asked anew for the fifth.
  expect(back[4]).toEqual([expect.stringMatching(/ 5 de dic.*¿Va a ir\?/)]);
  const reminded = await news(() => runAt('2026-12-04T18:00:30-08:00'));
  expect(reminded.map((texts) => texts.length)).toEqual([1, 1, 0, 0, 0]);
});

test('an offer of seats is withdrawn by a move and made anew with the new date', async () => {
  await answers(program, YES, 'ya no podemos ir');
  expect((await rsvpOf(program.world, WAITING, id)).state).toBe('offered');
  const told = await news(async () => {
    await move(NEXT);
    await runDue(program.world);
  });
  const offer = told[2]!.filter((text) => text.startsWith('Se abrió lugar para 2'));
  expect(offer).toEqual([expect.stringMatching(/12 de dic/)]);
  expect(told[2]!.length).toBeLessThanOrEqual(2);
  await answers(program, WAITING, 'sí');
  expect(await rsvpOf(program.world, WAITING, id)).toMatchObject({ state: 'yes', party: 2 });
  await expectSeatsRight(program.world, id);
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { endLapsedOffer } from '#dispatch';
import { tallyOf } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { expectSeatsRight, invite, rsvpOf } from '../support/seats.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: TestProgram;
let round = 0;
/** Each test has a site, a workshop and four families of its own. */
let id: string;
let [GARCIA, LOPEZ, SMITH, DIAZ] = ['', '', '', ''];

beforeAll(async () => {
  program = await startTestProgram('waitlist', { workers: false, still: true });
  await program.load(programme);
});

/** Four seats, all held by the Garcías; López (3) and Smith (1) and Díaz (2) wait, in this order. */
beforeEach(async () => {
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
  id = `w${round}`;
  const numbers = [0, 1, 2, 3].map((n) => 4 * round + n);
  round += 1;
  const families = numbers.map((n, i) =>
    family(n, { sites: [id], language: i === 2 ? 'en' : 'es' }),
  );
  [GARCIA, LOPEZ, SMITH, DIAZ] = numbers.map(phoneOf) as [string, string, string, string];
  await program.load(site(id), workshop({ id, site: id, capacity: 4 }), ...families);
  await invite(program.world, id);
  await runDue(program.world);
  await answers(program, GARCIA, 'sí vamos 4');
  await answers(program, LOPEZ, 'sí vamos 3');
  await answers(program, SMITH, 'yes, just me');
  await answers(program, DIAZ, 'sí, 2 personas');
  expect(await tallyOf(program.world, id)).toMatchObject({ yes: 1, waitlist: 3 });
});

afterEach(() => expectSeatsRight(program.world, id));

afterAll(() => program.close());

const stateOf = async (phone: string) => (await rsvpOf(program.world, phone, id)).state;
const last = async (phone: string) => (await program.texts(phone)).at(-1);

test('the first who fits is offered the seats, they are held, and her sí books them', async () => {
  await answers(program, GARCIA, 'somos 2 no 4');
  // Three do not fit into two seats; one does; then there is one left, and two do not fit.
  expect([await stateOf(LOPEZ), await stateOf(SMITH), await stateOf(DIAZ)]).toEqual([
    'waitlisted',
    'offered',
    'waitlisted',
  ]);
  expect(await last(SMITH)).toBe(
    'A seat opened for you: Saturday, December 5, 10:00 a.m. Do you want it? 1 Yes, 2 No. We hold it until Wednesday, December 2, 11:00 a.m.',
  );
  expect(await answers(program, SMITH, 'yes please!')).toEqual([
    'Done, you have 1 seat: Saturday, December 5, 10:00 a.m., Primaria Bolívar, salón 14.',
  ]);
  expect(await tallyOf(program.world, id)).toMatchObject({
    yes: 2,
    headcount: 3,
    waitlist: 2,
  });
});

test('a no passes the seats on to the next at once', async () => {
  await answers(program, GARCIA, 'ya no podemos ir, gracias');
  expect([await stateOf(LOPEZ), await stateOf(SMITH)]).toEqual(['offered', 'offered']);
  expect(await answers(program, LOPEZ, 'no gracias, ya no')).toHaveLength(1);
  expect([await stateOf(LOPEZ), await stateOf(DIAZ)]).toEqual(['no', 'offered']);
  expect(await last(DIAZ)).toMatch(/^Se abrió lugar para 2 personas: /);
});

test('an offer without an answer lapses after a day, she is told, and the next is offered', async () => {
  await answers(program, GARCIA, 'ya no podemos ir');
  program.clock.moveTo('2026-12-02T10:58:00-08:00');
  await runDue(program.world);
  expect(await stateOf(LOPEZ)).toBe('offered');
  program.clock.moveTo('2026-12-02T11:02:00-08:00');
  await runDue(program.world);
  expect([await stateOf(LOPEZ), await stateOf(SMITH), await stateOf(DIAZ)]).toEqual([
    'no',
    'no',
    'offered',
  ]);
  expect(await last(LOPEZ)).toMatch(/^El lugar que le guardamos pasó a otra familia/);
});

test('a yes to a lapsed offer is answered kindly: who waits on waits on, and free seats are given', async () => {
  await answers(program, GARCIA, 'ya no podemos ir');
  program.clock.moveTo('2026-12-02T11:02:00-08:00');
  await runDue(program.world);
  const late = await answers(program, LOPEZ, 'sí');
  expect(late).toHaveLength(1);
  const more = /Cuántas personas/.test(late[0] ?? '') ? await answers(program, LOPEZ, '3') : late;
  expect(more.at(-1)).toMatch(/lista de espera/);
  expect(await stateOf(LOPEZ)).toBe('waitlisted');
  expect((await answers(program, SMITH, 'yes'))[0]).toMatch(/1 seat|How many/);
});

test('a sí in the very moment of the lapse is either in time or too late, never both', async () => {
  const { world, clock } = program;
  await answers(program, GARCIA, 'ya no podemos ir');
  clock.moveTo('2026-12-02T11:02:00-08:00');
  const offer = (await rsvpOf(world, LOPEZ, id))._id;
  const lapses = [1, 2, 3].map(() => endLapsedOffer(world, offer));
  await Promise.all([...lapses, answers(program, LOPEZ, 'sí')]);
  await runDue(world);
  expect(['yes', 'no', 'waitlisted']).toContain(await stateOf(LOPEZ));
  await expectSeatsRight(world, id);
});

test('an offer made at night waits for ten, and lapses a day after it could be read', async () => {
  program.clock.moveTo('2026-12-01T22:00:00-08:00');
  await answers(program, GARCIA, 'ya no podemos ir');
  const before = await program.texts(LOPEZ);
  expect(await stateOf(LOPEZ)).toBe('offered');
  program.clock.moveTo('2026-12-02T09:58:00-08:00');
  await runDue(program.world);
  expect(await program.texts(LOPEZ)).toEqual(before);
  program.clock.moveTo('2026-12-02T10:00:01-08:00');
  await runDue(program.world);
  expect(await program.texts(LOPEZ)).toHaveLength(before.length + 1);
  program.clock.moveTo('2026-12-03T09:59:00-08:00');
  await runDue(program.world);
  expect(await stateOf(LOPEZ)).toBe('offered');
  program.clock.moveTo('2026-12-03T10:00:02-08:00');
  await runDue(program.world);
  expect(await stateOf(LOPEZ)).toBe('no');
});

test('with too little time nothing is offered, and nobody is asked in vain', async () => {
  program.clock.moveTo('2026-12-05T07:30:00-08:00');
  await answers(program, GARCIA, 'ya no podemos ir');
  expect([await stateOf(LOPEZ), await stateOf(SMITH)]).toEqual(['waitlisted', 'waitlisted']);
});

test('on the last evening an offer goes within the hard limits, until two hours before', async () => {
  program.clock.moveTo('2026-12-04T20:15:00-08:00');
  await answers(program, GARCIA, 'ya no podemos ir');
  expect(await last(LOPEZ)).toMatch(
    /^Se abrió lugar .* Hasta el sáb(ado)?\.? 5 de? ?dic\S*, 8:00 a\. m\.$/,
  );
  program.clock.moveTo('2026-12-05T08:00:02-08:00');
  await runDue(program.world);
  expect(await stateOf(LOPEZ)).toBe('no');
});

test('who opted out while waiting is passed over at once, and asked nothing', async () => {
  const said = await answers(program, LOPEZ, 'ALTO');
  expect(said).toHaveLength(1);
  const before = await program.texts(LOPEZ);
  await answers(program, GARCIA, 'ya no podemos ir');
  expect([await stateOf(SMITH), await stateOf(DIAZ)]).toEqual(['offered', 'offered']);
  expect(await stateOf(LOPEZ)).not.toBe('offered');
  expect(await program.texts(LOPEZ)).toEqual(before);
});

test('an opt-out while an offer is open passes the seats on', async () => {
  await answers(program, GARCIA, 'somos 1 no 4');
  expect(await stateOf(LOPEZ)).toBe('offered');
  await answers(program, LOPEZ, 'alto');
  await runDue(program.world);
  expect([await stateOf(LOPEZ), await stateOf(SMITH), await stateOf(DIAZ)]).toEqual([
    'no',
    'offered',
    'offered',
  ]);
});

test('an offer that Twilio refuses was never made: the next family is offered the seats', async () => {
  const refusal = { kind: 'error', status: 400, code: 21610, match: { to: LOPEZ } } as const;
  await program.twilio.faults([refusal]);
  await answers(program, GARCIA, 'ya no podemos ir');
  await runDue(program.world);
  expect([await stateOf(LOPEZ), await stateOf(SMITH), await stateOf(DIAZ)]).toEqual([
    'no',
    'offered',
    'offered',
  ]);
});

test('more seats by load are offered to those who wait', async () => {
  await program.load(workshop({ id, site: id, capacity: 8 }));
  await runDue(program.world);
  expect([await stateOf(LOPEZ), await stateOf(SMITH), await stateOf(DIAZ)]).toEqual([
    'offered',
    'offered',
    'waitlisted',
  ]);
  await program.load(workshop({ id, site: id, capacity: null }));
  await runDue(program.world);
  expect(await stateOf(DIAZ)).toBe('offered');
});

test('who waits and comes with fewer takes the seats there are', async () => {
  await program.load(workshop({ id, site: id, capacity: 6 }));
  await runDue(program.world);
  // One for Smith; one is left, of which López and Díaz are too many.
  expect(await stateOf(SMITH)).toBe('offered');
  expect((await answers(program, DIAZ, 'siempre vamos 1'))[0]).toMatch(/1 lugar/);
  expect(await stateOf(DIAZ)).toBe('yes');
});

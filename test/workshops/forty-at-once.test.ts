import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lockContact } from '#contacts';
import type { Rsvp } from '#domain';
import type { Transaction } from '#storage';
import { type Asked, decline, maybe, reserve, setChildcare, setMode, tallyOf } from '#workshops';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, programme, site, workshop } from '../support/programme.ts';
import { expectSeatsRight, workshopOf } from '../support/seats.ts';

const FORTY = Array.from({ length: 40 }, (_, n) => n);

let program: TestProgram;
let contacts: string[];
/** A workshop of its own for each test. */
let id: string;

beforeAll(async () => {
  program = await startTestProgram('forty', { workers: false });
  await program.load(programme, site(), ...FORTY.map((n) => family(n)));
  const all = await program.world.store.contacts.find({}, { _id: 1 }).lean<{ _id: string }[]>();
  contacts = all.map(({ _id }) => _id);
});

beforeEach(async () => {
  id = randomUUID();
  const facts = { virtual: true, childcare: true };
  const capacities = { capacity: 10, zoomCapacity: 6, childcareCapacity: 4 };
  await program.load(workshop({ id, ...capacities, facts }));
});

afterAll(() => program.close());

/** What a family does, in a turn of its own as a message would be. */
function turn<T>(n: number, does: (asked: Asked, tx: Transaction) => Promise<T>): Promise<T> {
  const { world } = program;
  const contact = contacts[n]!;
  return world.store.transaction(async (tx) => {
    await lockContact(world, contact, tx);
    return does({ workshop: id, contact, cause: randomUUID() }, tx);
  });
}

const partyOf = (n: number) => 1 + (n % 5);

/** Asks again and again whether the counters are right, until what is watched has ended. */
async function watching(work: Promise<unknown>): Promise<number> {
  let ended = false;
  const end = work.finally(() => {
    ended = true;
  });
  let looks = 0;
  while (!ended) {
    await expectSeatsRight(program.world, id);
    looks += 1;
  }
  await end;
  return looks;
}

test('forty families of one to five at once get ten seats and no more', async () => {
  const { world } = program;
  const work = FORTY.map((n) =>
    turn(n, (asked, tx) => reserve(world, asked, { party: partyOf(n) }, tx)),
  );
  expect(await watching(Promise.all(work))).toBeGreaterThan(2);
  const outcomes = await Promise.all(work);
  await expectSeatsRight(world, id);
  const { yes, waitlist, headcount } = await tallyOf(world, id);
  expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(yes);
  expect(yes + waitlist).toBe(40);
  // One-person parties are among the waiting, so no seat can have been left empty.
  expect(headcount).toBe(10);
  expect((await workshopOf(world, id)).seats.in_person.taken).toBe(10);
});

test('forty at once who book, cancel, change their number, their mode and their care', async () => {
  const { world } = program;
  const { store } = world;
  const work = FORTY.map(async (n) => {
    const party = partyOf(n);
    const mode = n % 3 === 0 ? 'zoom' : 'in_person';
    await turn(n, (asked, tx) => reserve(world, asked, { party, mode }, tx));
    if (n % 2 === 0) await turn(n, (asked, tx) => setChildcare(world, asked, n % 3, tx));
    if (n % 4 === 1) await turn(n, (asked, tx) => decline(world, asked, tx));
    if (n % 5 === 0) await turn(n, (asked, tx) => reserve(world, asked, { party: 2 }, tx));
    if (n % 7 === 3) await turn(n, (asked, tx) => maybe(world, asked, tx));
    if (n % 2 === 0) await turn(n, (asked, tx) => setMode(world, asked, 'zoom', tx));
    if (n % 8 === 1) await turn(n, (asked, tx) => reserve(world, asked, { party: 5 }, tx));
  });
  await watching(Promise.all(work));
  await expectSeatsRight(world, id);
  const home = await store.rsvps.find({ workshop: id, state: 'yes', mode: 'zoom' }).lean<Rsvp[]>();
  expect(home.filter((rsvp) => (rsvp.childcare ?? 0) > 0)).toEqual([]);
});

test('one family whose five messages are taken at once holds the seats of one answer', async () => {
  const { world } = program;
  const parties = [1, 2, 3, 4, 5];
  await Promise.all(
    parties.map((party) => turn(0, (asked, tx) => reserve(world, asked, { party }, tx))),
  );
  await expectSeatsRight(world, id);
  expect(await tallyOf(world, id)).toMatchObject({ yes: 1, waitlist: 0 });
});

test('who has seats and wants more than there are keeps those she has', async () => {
  const { world } = program;
  const wants = (n: number, party: number) =>
    turn(n, (asked, tx) => reserve(world, asked, { party }, tx));
  expect(await wants(0, 3)).toBe('booked');
  expect(await wants(1, 5)).toBe('booked');
  expect(await wants(0, 6)).toBe('kept');
  expect(await wants(0, 5)).toBe('changed');
  expect(await wants(2, 1)).toBe('waitlisted');
  expect(await wants(0, 2)).toBe('changed');
  await expectSeatsRight(world, id);
  expect(await tallyOf(world, id)).toMatchObject({ yes: 2, waitlist: 1, headcount: 7 });
});

test('a mode that the workshop does not offer holds no seat there', async () => {
  const { world } = program;
  await program.load(workshop({ id, capacity: 10 }));
  const wish = { party: 2, mode: 'zoom' } as const;
  await turn(0, (asked, tx) => reserve(world, asked, wish, tx));
  expect(await turn(0, (asked, tx) => setMode(world, asked, 'zoom', tx))).toBe('full');
  await expectSeatsRight(world, id);
  const { seats } = await workshopOf(world, id);
  expect([seats.in_person.taken, seats.zoom.taken]).toEqual([2, 0]);
});

test('care for children is only of families who have seats', async () => {
  const { world } = program;
  const care = (n: number, children: number) =>
    turn(n, (asked, tx) => setChildcare(world, asked, children, tx));
  expect(await care(0, 1)).toBe('closed');
  await turn(0, (asked, tx) => reserve(world, asked, { party: 2 }, tx));
  expect(await care(0, 3)).toBe('recorded');
  await turn(1, (asked, tx) => reserve(world, asked, { party: 2 }, tx));
  expect(await care(1, 2)).toBe('full');
  expect(await care(0, 1)).toBe('recorded');
  expect(await care(1, 2)).toBe('recorded');
  await turn(0, (asked, tx) => decline(world, asked, tx));
  expect(await care(0, 1)).toBe('closed');
  await expectSeatsRight(world, id);
  expect((await workshopOf(world, id)).childcare.taken).toBe(2);
});

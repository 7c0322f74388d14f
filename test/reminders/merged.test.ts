import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sendingReport } from '#broadcasts';
import { type Contact, countSegments, DAY } from '#domain';
import { compose } from '#outbox';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { contactIdOf, expectSeatsRight, invite, rsvpOf } from '../support/seats.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let program: TestProgram;
let round = 0;
let mother: string;

beforeAll(async () => {
  program = await startTestProgram('merged', { workers: false, still: true });
  await program.load(programme);
});

/** Two schools of her own each time, and one workshop at each on three days from Saturday on. */
beforeEach(async () => {
  program.clock.moveTo('2026-11-28T17:00:00-08:00');
  round += 1;
  mother = phoneOf(round);
  const schools = ['grant', 'lincoln'].map((name) => `${name}${round}`);
  const names = ['Escuela Grant', 'Escuela Lincoln'];
  await program.load(
    ...schools.map((id, i) => ({ ...site(id), name: names[i] })),
    on('a', schools[0]!, 5, { es: 'Leer en casa', en: 'Reading at home' }),
    on('b', schools[0]!, 8, { es: 'Salud', en: 'Health' }, { facts: { childcare: true } }),
    on('c', schools[1]!, 6, { es: 'Crianza', en: 'Parenting' }),
    family(round, { sites: schools }),
  );
});

afterAll(() => program.close());

const idOf = (name: string) => `${name}${round}`;

function on(
  name: string,
  siteId: string,
  day: number,
  title: Record<string, string>,
  change: Record<string, unknown> = {},
) {
  const date = `2026-12-${String(day).padStart(2, '0')}`;
  const times = { startsAt: `${date}T10:00:00-08:00`, endsAt: `${date}T12:00:00-08:00` };
  return workshop({ id: idOf(name), site: siteId, title, ...times, capacity: 20, ...change });
}

async function runAt(at: string): Promise<void> {
  program.clock.moveTo(at);
  await runDue(program.world);
}

const invited = async () =>
  Promise.all(
    ['a', 'b', 'c'].map(async (name) => (await sendingReport(program.world, idOf(name))).invited),
  );

const stands = async () =>
  Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const { state, party } = await rsvpOf(program.world, mother, idOf(name));
      return party > 0 ? `${state} ${party}` : state;
    }),
  ).then((each) => each.join(', '));

/** How many texts invited her; an unanswered one is brought up in others. */
async function invitations(): Promise<number> {
  const contact = await contactIdOf(program.world, mother);
  return program.world.store.messages.countDocuments({
    contact,
    stage: 'invitation',
    state: 'sent',
  });
}

const says = (body: string) => answers(program, mother, body);

test('the first invitation that is due brings those of the week, of all her schools, in one text', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  expect(await program.texts(mother)).toMatchInlineSnapshot(`
    [
      "Parent College:
    Escuela Grant:
    1) Leer en casa, sáb 5 dic, 10:00 a. m.
    2) Salud, mar 8 dic, 10:00 a. m.
    Escuela Lincoln:
    3) Crianza, dom 6 dic, 10:00 a. m.
    ¿Va a ir? Responda 1, 1 y 2, o NO. Hasta 3 textos por semana. Para no recibirlos: ALTO/STOP. Ayuda: AYUDA/HELP.",
    ]
  `);
  expect(await invited()).toEqual([1, 1, 1]);
  for (const at of ['2026-11-29T17:30:01-08:00', '2026-12-01T17:30:01-08:00']) await runAt(at);
  expect(await invitations()).toBe(1);
  expect(await invited()).toEqual([1, 1, 1]);
});

test.each([
  ['la 3 somos 4', 'invited, invited, yes 4', 'apartamos 4 lugares: domingo 6'],
  ['al 1 no puedo, al 3 sí vamos 3', 'no, invited, yes 3', 'apartamos 3 lugares: domingo 6'],
  ['a la del sábado tal vez', 'maybe, invited, invited', 'recordar'],
  ['ninguna', 'no, no, no', 'Gracias por avisarnos'],
  ['¿hay cuidado de niños?', 'invited, invited, invited', '2) Sí, hay cuidado de niños.'],
])('she answers "%s"', async (body, stand, reply) => {
  await runAt('2026-11-28T17:30:01-08:00');
  const said = await says(body);
  expect(said.join('\n')).toContain(reply);
  expect(await stands()).toBe(stand);
});

test('each that she chose is gone on with, one question at a time, and nothing is booked twice', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  const [asked] = await says('2 y 3');
  expect(asked).toBe('¡Gracias! ¿Cuántas personas van en total, contando a usted?');
  const booked = (await says('3')).join('\n');
  expect(booked).toContain('apartamos 3 lugares: martes 8 de diciembre');
  expect(booked).toContain('¿Necesita que cuidemos a sus niños?');
  expect(await stands()).toBe('invited, yes 3, invited');
  const last = await says('1');
  expect(last.join('\n')).toContain('cuidado para 1 niño');
  expect(last.join('\n')).toContain('apartamos 3 lugares: domingo 6 de diciembre');
  expect(await stands()).toBe('invited, yes 3, yes 3');
  for (const name of ['a', 'b', 'c']) await expectSeatsRight(program.world, idOf(name));
});

test('what she chose goes on though she let what came before it lie for days', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  await says('2 y 3, somos 3');
  expect(await stands()).toBe('invited, yes 3, invited');
  const { contacts } = program.world.store;
  const days = new Date('2026-11-26T12:00:00-08:00');
  await contacts.updateOne({ phone: mother }, { $set: { 'lastInbound.sms': days } });
  for (const at of ['29T12:00:01', '29T12:20:00']) await runAt(`2026-11-${at}-08:00`);
  expect(await stands()).toBe('invited, yes 3, yes 3');
  expect((await program.texts(mother)).at(-1)).toContain('apartamos 3 lugares: domingo 6');
});

test('asked how many come, she may still say that nobody does', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  await says('1 y 3');
  expect((await says('no vamos a poder'))[0]).toContain('Gracias por avisarnos');
  expect(await stands()).toBe('no, no, no');
});

test('what she chose is booked though she falls silent over how many come', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  await says('1 y 3');
  await runAt('2026-11-29T12:00:01-08:00');
  expect(await stands()).toBe('yes 1, invited, yes 1');
  const told = (await program.texts(mother)).slice(2).join('\n');
  expect(told).toMatch(/1 lugar: sábado 5.*1 lugar: domingo 6/s);
});

test('a family that hears of one of them alone gets the invitation it always got', async () => {
  const other = phoneOf(50 + round);
  await program.load(family(50 + round, { sites: [`lincoln${round}`] }));
  await runAt('2026-11-28T17:30:01-08:00');
  expect(await program.texts(other)).toEqual([]);
  await runAt('2026-11-29T17:30:01-08:00');
  expect((await program.texts(other)).join()).toMatch(
    /le invitamos a Crianza.*1 Sí 2 No 3 Tal vez/,
  );
});

test('a person who invites to one workshop gets that one invited to, alone', async () => {
  await invite(program.world, idOf('c'));
  await runDue(program.world);
  expect((await program.texts(mother)).join()).toContain('le invitamos a Crianza');
  await runAt('2026-11-29T10:00:00-08:00');
  expect(await invited()).toEqual([0, 0, 1]);
});

test('a later invitation of the week is for what she was not told of, and a stop is for all of them', async () => {
  await runAt('2026-11-28T17:30:01-08:00');
  // Answered, so that nothing is asked again on the day of the later one.
  await says('no');
  await program.load(on('d', `lincoln${round}`, 10, { es: 'Cuentas', en: 'Money' }));
  await runAt('2026-12-03T17:30:01-08:00');
  const texts = await program.texts(mother);
  expect(texts).toHaveLength(3);
  expect(texts[2]).toContain('Cuentas');
  expect(texts[2]).not.toContain('Leer');
  await says('ALTO');
  await runAt('2026-12-05T08:00:01-08:00');
  expect(await program.texts(mother)).toHaveLength(4);
});

test('a repeated batch, and two workers at once, say it once', async () => {
  program.clock.moveTo('2026-11-28T17:30:01-08:00');
  await Promise.all([runDue(program.world), runDue(program.world)]);
  const { broadcasts } = program.world.store;
  await broadcasts.updateMany({ workshop: idOf('a') }, { $set: { running: true, cursor: null } });
  await runDue(program.world);
  expect(await program.texts(mother)).toHaveLength(1);
  const { _id } = (await program.world.store.contacts.findOne({ phone: mother }).lean())!;
  expect(await program.world.store.conversations.countDocuments({ contact: _id })).toBe(1);
});

/** The same week with accents and Saturdays, so that a text holds less than half as much. */
async function longWeek(): Promise<string[]> {
  const schoolId = `bolivar${round}`;
  const days = [5, 7, 8, 9, 10];
  await program.load(
    { ...site(schoolId), name: 'Primaria Bolívar' },
    ...days.map((day) =>
      on(`long${day}`, schoolId, day, { es: `Matemáticas ${day}`, en: 'Maths' }),
    ),
    family(round, { phone: phoneOf(60 + round), sites: [schoolId] }),
  );
  mother = phoneOf(60 + round);
  return days.map((day) => `long${day}`);
}

const invitedTo = async (names: string[]) => {
  const all = await Promise.all(
    names.map(async (name) => (await sendingReport(program.world, idOf(name))).invited),
  );
  return all.join(' ');
};

test('what has no room in one text she is told of when she has answered it, and not by its own stage', async () => {
  const names = await longWeek();
  await runAt('2026-11-28T17:30:01-08:00');
  const [first] = await program.texts(mother);
  expect(first).toContain('Matemáticas 5');
  expect(countSegments(first!).segments).toBeLessThanOrEqual(4);
  const shown = (await invitedTo(names)).split('1').length - 1;
  expect(shown).toBeGreaterThanOrEqual(2);
  expect(shown).toBeLessThan(5);
  // Its own stage comes while she is being asked: one text a week.
  await runAt('2026-12-03T17:30:01-08:00');
  expect(await invitations()).toBe(1);
  for (let answer = 0; answer < 3 && (await invitedTo(names)) !== '1 1 1 1 1'; answer += 1) {
    const said = await says('NO');
    expect(said.join('\n')).toContain('Gracias por avisarnos');
  }
  expect(await invitedTo(names)).toBe('1 1 1 1 1');
  for (const text of (await program.texts(mother)).slice(1))
    expect(countSegments(text).segments).toBeLessThanOrEqual(2);
});

test('a list that waits and is no longer true is never sent; what is left of it is told in another', async () => {
  const { store } = program.world;
  await announce(mother);
  await runAt('2026-11-28T17:30:01-08:00');
  expect(await program.texts(mother)).toHaveLength(1);
  expect(await invited()).toEqual([1, 1, 1]);
  await store.workshops.updateOne({ _id: idOf('b') }, { cancelledAt: program.clock.now() });
  await runAt('2026-11-29T12:00:01-08:00');
  const [, text, ...more] = await program.texts(mother);
  expect(text).toMatch(/Leer en casa.*Crianza/s);
  expect(text).not.toContain('Salud');
  expect(more).toEqual([]);
  expect(await invited()).toEqual([1, 0, 1]);
});

/** Something unasked goes to her, so that nothing else may that day. */
async function announce(phone: string): Promise<void> {
  const { world, clock } = program;
  const contact = await world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
  const draft = {
    cause: `announced:${phone}`,
    kind: 'proactive',
    body: 'Feria de libros',
    language: 'es',
    hours: 'usual',
    validUntil: new Date(clock.now().getTime() + DAY),
  } as const;
  await world.store.transaction((tx) => compose(world, contact, [draft], tx));
  await runDue(world);
}

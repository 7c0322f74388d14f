import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import { takeTurns } from '#conversations';
import type { Contact, Rsvp, Workshop } from '#domain';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

const MATHS = {
  id: 'maths',
  title: { es: 'Matemáticas para todos', en: 'Maths for everyone' },
  startsAt: '2026-12-13T10:00:00-08:00',
  endsAt: '2026-12-13T12:00:00-08:00',
  facts: { cost: false },
};
/** Two sessions of one day, which only the hour tells apart. */
const MORNING = { id: 'morning', site: 'twice' };
const AFTERNOON = {
  ...MORNING,
  id: 'afternoon',
  startsAt: '2026-12-05T15:00:00-08:00',
  endsAt: '2026-12-05T17:00:00-08:00',
};
const FAMILIES = 9;

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('two-events', { workers: false, still: true });
  await program.load(programme, site(), workshop(), workshop(MATHS));
  await program.load(site('twice'));
  await program.load(workshop(MORNING), workshop(AFTERNOON), family(10, { sites: ['twice'] }));
  for (let n = 1; n <= FAMILIES; n += 1)
    await program.load(family(n, n % 2 === 0 ? { language: 'en' } : {}));
  await invite('reading');
  await invite('morning');
  // One text a day that nobody asked for: the second invitation goes out on the next.
  program.clock.moveTo('2026-12-02T11:00:00-08:00');
  await invite('maths');
  await invite('afternoon');
});

afterAll(() => program.close());

async function invite(id: string): Promise<void> {
  const { world } = program;
  const found = await world.store.workshops.findById(id).lean<Workshop>().orFail();
  await begin(world, found, 'invitation', ['invited']);
  await runDue(world);
}

async function contactOf(n: number): Promise<string> {
  const { contacts } = program.world.store;
  return (
    await contacts
      .findOne({ phone: phoneOf(n) })
      .lean<Contact>()
      .orFail()
  )._id;
}

/** How her RSVPs stand: `reading yes 3, maths invited`. */
async function rsvps(n: number): Promise<string> {
  const { contacts, rsvps: all } = program.world.store;
  const { _id } = await contacts
    .findOne({ phone: phoneOf(n) })
    .lean<Contact>()
    .orFail();
  const found = await all.find({ contact: _id }).sort({ workshop: -1 }).lean<Rsvp[]>();
  return found
    .map(({ workshop: id, state, party }) => [id, state, party || ''].join(' ').trim())
    .join(', ');
}

const says = (n: number, body: string) => answers(program, phoneOf(n), body);

describe('with questions about two events open', () => {
  test('an answer that names neither is confirmed by event and date before it books', async () => {
    const [asked] = await says(1, 'sí vamos 3');
    expect(asked).toBe(
      'Para no equivocarnos: ¿de cuál nos habla? Responda con el número.\n' +
        '1) Matemáticas para todos, domingo 13 de diciembre\n' +
        '2) Leer en casa, sábado 5 de diciembre',
    );
    expect(await rsvps(1)).toBe('reading invited, maths invited');
    const [booked] = await says(1, '2');
    expect(booked).toContain('apartamos 3 lugares: sábado 5 de diciembre');
    expect(await rsvps(1)).toBe('reading yes 3, maths invited');
  });

  test('it is confirmed in English too, and words choose as a number does', async () => {
    const [asked] = await says(2, 'yes 2 of us');
    expect(asked).toContain('1) Maths for everyone, Sunday, December 13');
    const [booked] = await says(2, 'the maths one please');
    expect(booked).toContain('2 seats');
    expect(await rsvps(2)).toBe('reading invited, maths yes 2');
  });

  test('two sessions of one day are told apart by their hour', async () => {
    const [asked] = await says(10, 'sí vamos 2');
    expect(asked).toContain('1) Leer en casa, sábado 5 de diciembre, 3:00 p. m.');
    expect(asked).toContain('2) Leer en casa, sábado 5 de diciembre, 10:00 a. m.');
    await says(10, '1');
    expect(await rsvps(10)).toBe('morning invited, afternoon yes 2');
  });

  test('the other invitation stays open and takes the next answer', async () => {
    const [reply] = await says(1, 'no puedo, trabajo');
    expect(reply).not.toContain('¿de cuál');
    expect(await rsvps(1)).toBe('reading yes 3, maths no');
  });

  test.each([
    [3, 'el domingo sí vamos 4', 'reading invited, maths yes 4'],
    [4, 'Yes on Saturday, we are 5', 'reading yes 5, maths invited'],
    [5, 'a la de matemáticas vamos 2', 'reading invited, maths yes 2'],
  ])('family %i names the event in "%s"', async (n, body, stand) => {
    const [reply] = await says(n, body);
    expect(reply).not.toMatch(/de cuál|which one/);
    expect(await rsvps(n)).toBe(stand);
  });

  test('a question is not answered with the other workshop’s facts', async () => {
    expect((await says(6, 'how much does it cost?'))[0]).toContain('which one do you mean?');
    expect((await says(6, '1'))[0]).toMatch(/free/);
  });

  test('a reply that quotes one of them (WhatsApp) is for that one', async () => {
    const phone = phoneOf(7);
    const [reading] = (await program.twilio.messages()).filter(
      ({ to, body }) => to === phone && body?.includes('Leer en casa'),
    );
    await program.twilio.inbound({
      from: `whatsapp:${phone}`,
      body: 'sí vamos 2',
      originalRepliedMessageSid: reading!.sid,
    });
    await takeTurns(program.world, await contactOf(7));
    expect(await rsvps(7)).toBe('reading yes 2, maths invited');
  });

  test('an opt-out is for all of them', async () => {
    expect((await says(8, 'STOP please'))[0]).toContain('will not text you again');
  });

  test('what she never says which it was for goes to a person', async () => {
    await says(9, 'sí');
    program.clock.moveTo('2026-12-03T12:00:00-08:00');
    await runDue(program.world);
    const { contacts, inbound } = program.world.store;
    const { _id } = await contacts
      .findOne({ phone: phoneOf(9) })
      .lean<Contact>()
      .orFail();
    expect(await inbound.findOne({ contact: _id }).lean()).toMatchObject({ forPerson: 'unclear' });
    expect(await rsvps(9)).toBe('reading invited, maths invited');
  });
});

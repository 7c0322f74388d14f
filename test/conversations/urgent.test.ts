import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact, Rsvp } from '#domain';
import type { Inbound } from '#storage';
import { answers } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

const OFFICE = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' };
const SAFE = {
  es: 'En Parent College no pedimos papeles a nadie.',
  en: 'Parent College asks nobody for papers.',
};

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('urgent', { workers: false, still: true });
  await program.load(
    { ...programme, facts: { safety: SAFE } },
    site(),
    { ...site('lennox'), officeHours: OFFICE },
    workshop(),
    ...[1, 2, 3, 4, 5, 6].map((n) => family(n)),
    family(7, { sites: ['lennox'] }),
    family(8, { sites: ['lennox'], language: 'en' }),
    family(9, { language: 'en' }),
    family(10),
  );
});

afterAll(() => program.close());

async function markOf(phone: string): Promise<string | null> {
  const { contacts, inbound } = program.world.store;
  const { _id } = await contacts.findOne({ phone }).lean<Contact>().orFail();
  const last = await inbound.findOne({ contact: _id }).sort({ _id: -1 }).lean<Inbound>().orFail();
  return last.forPerson;
}

const SOON = 'Una persona del equipo va a leer su mensaje y le responde lo antes posible.';
const DANGER =
  'Una persona del equipo va a leer su mensaje lo antes posible. Si hay peligro, llame al 911. Si piensa en hacerse daño, llame al 988.';

test('words of despair go to a person at once, and are never taken for an opt-out', async () => {
  expect(await answers(program, phoneOf(1), 'ya no quiero vivir')).toEqual([DANGER]);
  const mother = await program.world.store.contacts
    .findOne({ phone: phoneOf(1) })
    .lean<Contact>()
    .orFail();
  expect(mother.consent).toMatchObject({ optedOutAt: null, suspendedAt: null });
  expect(await markOf(phoneOf(1))).toBe('danger');
});

test.each([
  { n: 2, body: 'la migra está afuera de mi casa', mark: 'danger', reads: DANGER },
  {
    n: 3,
    body: 'llámeme por favor',
    mark: 'call_me',
    reads: 'Una persona del equipo le va a llamar.',
  },
  { n: 4, body: 'estoy muy molesta con la escuela', mark: 'anger', reads: SOON },
  { n: 5, body: 'falleció mi mamá', mark: 'grief', reads: SOON },
  { n: 6, body: 'mi esposo está en terapia intensiva', mark: 'illness', reads: SOON },
])('"$body" is marked $mark, and only the fixed text is read', async ({ n, body, mark, reads }) => {
  expect(await answers(program, phoneOf(n), body)).toEqual([reads]);
  expect(await markOf(phoneOf(n))).toBe(mark);
});

test('when somebody is there is told by the office hours of her site, in her language', async () => {
  const asks = () => answers(program, phoneOf(7), 'estoy muy molesta con la escuela');
  expect(await asks()).toEqual([
    'Una persona del equipo va a leer su mensaje. La oficina atiende hoy hasta las 4:00 p. m.',
  ]);
  program.clock.moveTo('2026-12-04T17:00:00-08:00');
  expect(await asks()).toEqual([
    'Una persona del equipo va a leer su mensaje. La oficina abre el lunes 7 de diciembre, 8:00 a. m.',
  ]);
  expect(await answers(program, phoneOf(8), 'my husband is hitting me, please help')).toEqual([
    'Someone will read your message. The office opens Mon, Dec 7, 8:00 a.m. If you are in danger, call 911. If you think of hurting yourself, call 988.',
  ]);
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
});

test('a no that comes with sorrow is taken, and nothing cheerful is said to it', async () => {
  const invited = await answers(program, phoneOf(10), 'hola');
  expect(invited.join()).toContain('Leer en casa');
  expect(await answers(program, phoneOf(10), 'no puedo ir, falleció mi mamá')).toEqual([SOON]);
  const { contacts, rsvps } = program.world.store;
  const { _id } = await contacts.findOne({ phone: phoneOf(10) }).orFail();
  const rsvp = await rsvps.findOne({ contact: _id }).lean<Rsvp>().orFail();
  expect(rsvp.state).toBe('no');
});

test('whether it is safe is answered in the words of the programme, and seen by a person', async () => {
  const answered = await answers(program, phoneOf(9), 'is it safe to come?');
  expect(answered.join()).toContain(SAFE.en);
  expect(await markOf(phoneOf(9))).toBe('safety');
  await program.load(programme);
  await until('it has no such words any more', () => !program.world.programme().facts?.safety);
  const unknown = await answers(program, phoneOf(9), 'is it safe to come?');
  expect(unknown.join()).toContain('Someone from our team will answer you.');
  expect(unknown.join()).not.toContain(SAFE.en);
});

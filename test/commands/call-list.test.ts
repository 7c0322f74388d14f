import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCall } from '#contacts';
import type { Contact } from '#domain';
import type { CommandWorld, Outcome } from '../../scripts/puente/command.ts';
import { COMMANDS } from '../../scripts/puente/commands/index.ts';
import { commandWorld } from '../support/command-world.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

const NO_LANGUAGE = 'No tenemos mensajes en su idioma. Una persona del equipo le va a llamar.';
const WILL_CALL = 'Una persona del equipo le va a llamar.';

let program: TestProgram;
let world: CommandWorld;

beforeAll(async () => {
  program = await startTestProgram('call-list');
  world = commandWorld(program);
  await program.load(programme, site(), site('olmo'), workshop());
  await program.load(family(1), family(2), family(3, { language: 'en' }), family(4), family(5));
  await program.load(family(6, { language: 'mam', sites: ['olmo'] }), family(9));
});

afterAll(() => program.close());

async function run(name: string, argument?: object): Promise<Outcome> {
  const ready = COMMANDS[name]!(argument && JSON.stringify(argument));
  return ready.kind === 'ready' ? ready.run(world) : ready;
}

type Line = { contact: string; why: string; language: string | null; told: boolean };

/** The entries of one family, or of all. */
async function listed(phone?: string, argument?: object): Promise<Line[]> {
  const outcome = await run('call-list', argument);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  const { calls } = JSON.parse(JSON.stringify(outcome.answer)) as { calls: Line[] };
  return calls.filter(({ contact }) => phone === undefined || contact === phone);
}

/** What she reads in answer. */
async function reply(phone: string, body: string): Promise<string> {
  const before = (await program.texts(phone)).length;
  await program.says(phone, body);
  await until('she is answered', async () => (await program.texts(phone)).length > before);
  return (await program.texts(phone)).slice(before).join('\n');
}

async function contactOf(phone: string): Promise<Contact> {
  return program.world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
}

test('a family that is loaded with a language of no folder is on the list, with the language', async () => {
  expect(await listed(phoneOf(6))).toEqual([
    {
      contact: phoneOf(6),
      name: 'Familia 6',
      sites: ['olmo'],
      why: 'language',
      language: 'mam',
      workshop: null,
      since: expect.stringMatching(/^2026-12-01T/),
      told: false,
    },
  ]);
  expect(await listed(phoneOf(6), { site: 'olmo' })).toHaveLength(1);
  expect(await listed(phoneOf(6), { site: 'bolivar' })).toEqual([]);
  await program.load(family(6, { language: 'mam', sites: ['olmo'] }));
  expect(await listed(phoneOf(6))).toHaveLength(1);
});

test('her first text tells her that a person will call, and no later one does', async () => {
  await run('invite', { workshop: 'reading' });
  await program.load(family(7, { language: 'mam' }));
  await run('invite', { workshop: 'reading' });
  const phone = phoneOf(7);
  await until('she is told', async () => (await program.texts(phone)).length === 2);
  expect(await program.texts(phone)).toEqual([
    expect.stringMatching(/^Parent College: le invitamos/),
    NO_LANGUAGE,
  ]);
  expect(await listed(phone)).toMatchObject([{ why: 'language', language: 'mam', told: true }]);
  expect(await reply(phone, 'sí vamos 3')).not.toContain(WILL_CALL);
  expect(await listed(phone)).toHaveLength(1);
});

test.each([
  [1, 'hablo mam no entiendo bien', 'mam', NO_LANGUAGE],
  [2, 'yo ablo mixteco, poquito español', 'mixteco', NO_LANGUAGE],
  [3, 'I speak Mam', 'mam', 'We do not have texts in your language. Someone from our team will'],
])(
  'family %i writes "%s" to its invitation, and a person is to call it',
  async (n, body, language, words) => {
    const phone = phoneOf(n);
    await until('she is invited', async () => (await program.texts(phone)).length > 0);
    const read = await reply(phone, body);
    expect(read).toContain(words);
    expect(read).not.toMatch(/no le entendimos|did not understand/);
    expect(await listed(phone)).toMatchObject([{ why: 'language', language, told: true }]);
    expect((await contactOf(phone)).language).toBe(language);
    // Her texts stay in what she read before, and the invitation can still be answered.
    const answered = await reply(phone, n === 3 ? 'yes, 2 of us' : 'sí, vamos 2');
    expect(answered).toMatch(n === 3 ? /2 seats/ : /2 lugares/);
  },
);

test('asked again, she is told again, and the list keeps one entry', async () => {
  expect(await reply(phoneOf(1), 'mam')).toContain(NO_LANGUAGE);
  expect(await listed(phoneOf(1))).toHaveLength(1);
});

test('who says that Spanish will do is not to be called any more', async () => {
  await program.says(phoneOf(2), 'español está bien');
  await until('it is noted', async () => (await contactOf(phoneOf(2))).language === 'es');
  expect(await listed(phoneOf(2))).toEqual([]);
});

test('"me puede llamar" puts a family on the list, and its question stays open', async () => {
  const phone = phoneOf(4);
  expect(await reply(phone, '¿me puede llamar por favor?')).toBe(WILL_CALL);
  expect(await listed(phone)).toMatchObject([{ why: 'asked', language: 'es', told: true }]);
  expect(await reply(phone, 'sí, vamos 3')).toContain('3 lugares');
  expect(await reply(phone, 'llámeme por favor')).toContain(WILL_CALL);
  expect(await listed(phone)).toHaveLength(1);
});

test('who speaks Mam and opts out is not called unasked, and is not told of a call', async () => {
  const phone = phoneOf(5);
  await reply(phone, 'hablo mam');
  expect(await reply(phone, 'ALTO')).not.toContain('llamar');
  expect(await listed(phone)).toEqual([]);
});

test('an unknown number that speaks Mam is told of the call, and asked nothing', async () => {
  const phone = '+12135550166';
  expect(await reply(phone, 'hablo mam')).toBe(NO_LANGUAGE);
  expect(await listed(phone)).toMatchObject([{ why: 'language', language: 'mam' }]);
});

test('a nudge without an answer can be listed for a site and a workshop', async () => {
  const { _id } = await contactOf(phoneOf(9));
  const wish = { contact: _id, reason: 'no_answer', site: 'olmo', workshop: 'reading' } as const;
  await openCall(program.world, wish);
  await openCall(program.world, wish);
  expect(await listed(phoneOf(9), { site: 'olmo' })).toMatchObject([
    { why: 'no_answer', sites: ['olmo'], workshop: 'reading', told: false },
  ]);
});

test('who was called leaves the list, and is not listed again by herself', async () => {
  const phone = phoneOf(7);
  expect(await run('call-done', { contact: phone, by: 'Ms. Ruiz' })).toEqual({
    kind: 'done',
    answer: { contact: phone, outcome: 'done', why: ['language'] },
  });
  expect(await listed(phone)).toEqual([]);
  const { _id } = await contactOf(phone);
  expect(await program.world.store.calls.findOne({ contact: _id }).lean()).toMatchObject({
    open: false,
    doneBy: 'Ms. Ruiz',
    doneAt: expect.any(Date),
  });
  expect(await reply(phone, '¿a qué hora?')).not.toContain('llamar');
  await program.load(family(7, { language: 'mam' }));
  expect(await listed(phone)).toEqual([]);
  expect(await run('call-done', { contact: phone })).toMatchObject({
    reason: expect.stringContaining('not on the call list'),
  });
});

test('who was called before any text told her of it is not told afterwards', async () => {
  const phone = phoneOf(10);
  await program.load(family(10, { language: 'mam' }));
  await run('call-done', { contact: phone });
  expect(await reply(phone, 'sí, vamos 2')).not.toContain('llamar');
  expect(await listed(phone)).toEqual([]);
});

test('one reason can be done while another stays', async () => {
  await reply(phoneOf(1), 'me puede llamar');
  await run('call-done', { contact: phoneOf(1), why: 'asked' });
  expect(await listed(phoneOf(1))).toMatchObject([{ why: 'language' }]);
});

test.each<[string, object, RegExp]>([
  ['call-list', { site: 'x' }, /^There is no site x/],
  ['call-list', { zone: 'x' }, /zone/],
  ['call-done', {}, /^contact: .* Like '\{"contact"/],
  ['call-done', { contact: '12' }, /^contact: must be a phone number/],
  ['call-done', { contact: phoneOf(99) }, /^No contact has this phone/],
  ['call-done', { contact: phoneOf(6), why: 'bored' }, /^why: /],
])('%s %j says what is wrong', async (name, argument, reason) => {
  expect(await run(name, argument)).toEqual({
    kind: 'refused',
    reason: expect.stringMatching(reason),
  });
});

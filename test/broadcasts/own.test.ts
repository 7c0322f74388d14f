import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OwnBroadcast } from '#storage';
import { answerOf, runCommand } from '../support/command-world.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NOW = '2026-12-01T11:00:00-08:00';
const TEXT = { es: 'La biblioteca abre a las 9.', en: 'The library opens at 9.' };
const WHO = /Parent College: hasta 3 textos por semana.*ALTO\/STOP.*AYUDA\/HELP/;

let program: TestProgram;
let round = 0;
let at: string;
let n = 0;

beforeAll(async () => {
  program = await startTestProgram('own', { workers: false, still: true, timeoutMs: 20_000 });
  await program.load(programme);
});

/** Every test has a school, and families, of its own. */
beforeEach(async () => {
  program.clock.moveTo(NOW);
  await runDue(program.world);
  round += 1;
  at = `school-${round}`;
  await program.load(site(at));
});

afterAll(() => program.close());

/** One more family of this test's school; her phone. */
async function familyWho(change: Record<string, unknown> = {}): Promise<string> {
  n += 1;
  await program.load(family(n, { sites: [at], ...change }));
  return phoneOf(n);
}

async function broadcast(request: Record<string, unknown>): Promise<{ id: string; count: number }> {
  return answerOf(program, 'broadcast', { audience: { site: at }, text: TEXT, ...request });
}

async function refusal(request: Record<string, unknown>): Promise<string> {
  const given = { audience: { site: at }, text: TEXT, ...request };
  const outcome = await runCommand(program, 'broadcast', given);
  return outcome.kind === 'refused' ? outcome.reason : '';
}

async function runAt(time: string): Promise<void> {
  program.clock.moveTo(time);
  await runDue(program.world);
}

const last = async (phone: string) => (await program.texts(phone)).at(-1);

test('everybody in the audience who agreed gets it once, in her language', async () => {
  const [es, en, none] = [
    await familyWho(),
    await familyWho({ language: 'en' }),
    await familyWho({ consent: null }),
  ];
  const { id, count } = await broadcast({});
  expect(count).toBe(2);
  await Promise.all([runDue(program.world), runDue(program.world)]);
  await program.world.store.ownBroadcasts.updateOne(
    { _id: id },
    { $set: { state: 'running', leg: 0, cursor: null } },
  );
  await runDue(program.world);
  expect(await program.texts(es)).toEqual([
    expect.stringMatching(/^La biblioteca abre a las 9\.\n/),
  ]);
  expect(await program.texts(en)).toEqual([expect.stringMatching(/^The library opens at 9\.\n/)]);
  expect(await program.texts(none)).toEqual([]);
});

test('the first text of ours says who we are and how to stop, the next no more than it must', async () => {
  const mother = await familyWho();
  await broadcast({});
  await runDue(program.world);
  expect(await last(mother)).toMatch(WHO);
  await runAt('2026-12-02T11:00:00-08:00');
  await broadcast({});
  await runDue(program.world);
  expect(await last(mother)).toBe(TEXT.es);
});

test('names, schools and the dates of a workshop are written in, each in its language', async () => {
  await program.load(workshop({ id: at, site: at }));
  const [ana, household] = [
    await familyWho({ name: 'Sra. Ana Pérez' }),
    await familyWho({ name: 'Familia Ruiz', language: 'en' }),
  ];
  await broadcast({
    workshop: at,
    text: {
      es: 'Hola {{name}}: {{title}}, {{startsAt, shortDate}}, {{startsAt, time}}',
      en: 'Hello {{name}}: {{title}} at {{site}}, {{startsAt, time}}',
    },
  });
  await runDue(program.world);
  expect(await last(ana)).toMatch(/^Hola Ana: Leer en casa, sábado 5 de dic, 10:00 a\. m\.\n/);
  expect(await last(household)).toMatch(
    /^Hello: Reading at home at Primaria Bolívar, 10:00 a\.?m/i,
  );
});

test('a language without a text blocks it with the counts, unless it is said what they read', async () => {
  const hmong = await familyWho({ language: 'hmn' });
  await familyWho({ language: 'vi' });
  expect(await refusal({})).toMatch(/families read hmn \(1\), vi \(1\).*"fallback":"es"/);
  expect(await refusal({ fallback: 'hmn' })).toMatch(/no text in hmn/);
  await broadcast({ fallback: 'es' });
  await runDue(program.world);
  expect(await last(hmong)).toMatch(/^La biblioteca abre a las 9/);
});

test.each<[Record<string, unknown>, RegExp]>([
  [{ text: { es: 'Responda CANCELAR si no va.' } }, /text\.es: never ask for CANCEL/],
  [{ text: { es: 'Hola mamá, venga.' } }, /write to her with "usted"/],
  [{ text: { es: 'Su hijo de {{child_grade}} grado.' } }, /never name a child/],
  [{ text: { es: 'El {{startsAt, longDate}}' } }, /nobody gives \{\{startsAt\}\}/],
  [{ text: { es: 'Pásele. '.repeat(20).trim() } }, /3 segments .*"á" makes every character/],
  [{ text: { es: 'Hola', fr: 'Salut' } }, /there is no language fr/],
  [{ text: {} }, /must have a language/],
  [{ flow: 'needs_survey' }, /give either text/],
  [{ audience: { site: 'nowhere' } }, /there is no site nowhere/],
  [{ audience: { not: { workshop: 'nothing' } } }, /there is no workshop nothing/],
  [{ audience: { tag: 'topic:nothing' } }, /there is nobody in it/],
  [{ audience: {} }, /^audience: says nobody/],
  [{ workshop: 'nothing' }, /There is no workshop nothing/],
  [{ at: '2026-02-31T10:00' }, /^at: must be a time/],
  [{ at: '2026-11-01T10:00' }, /^at: is in the past/],
  [{ link: 'https://bit.ly/x' }, /shortener/],
  [{ share: 5 }, /less than 1/],
  [{ test: true }, /give "test":true and "phone"/],
])('%j is refused with what to do', async (request, reason) => {
  await familyWho();
  expect(await refusal(request)).toMatch(reason);
  expect(await program.world.store.ownBroadcasts.countDocuments({ 'audience.site': at })).toBe(0);
});

test('a time on the wall is each school’s own', async () => {
  await program.load(site(`${at}-east`, 'America/New_York', 'NY'));
  const west = await familyWho();
  const east = await familyWho({ sites: [`${at}-east`] });
  await broadcast({ audience: { site: [at, `${at}-east`] }, at: '2026-12-02T17:00' });
  await runAt('2026-12-02T16:59:00-05:00');
  expect([await last(east), await last(west)]).toEqual([undefined, undefined]);
  await runAt('2026-12-02T17:00:01-05:00');
  expect([await last(east), await last(west)]).toEqual([expect.any(String), undefined]);
  await runAt('2026-12-02T17:00:01-08:00');
  expect(await last(west)).toEqual(expect.any(String));
  expect(await program.texts(east)).toHaveLength(1);
});

test('a text about a workshop is dropped when that moves, and tells nobody a date it does not name', async () => {
  await program.load(workshop({ id: at, site: at }));
  const mother = await familyWho();
  await runAt('2026-12-01T22:00:00-08:00');
  const { id } = await broadcast({ workshop: at, text: { es: 'Traiga un lápiz a {{title}}.' } });
  await runDue(program.world);
  await program.load(workshop({ id: at, site: at, startsAt: '2026-12-05T09:00:00-08:00' }));
  await runAt('2026-12-02T10:00:01-08:00');
  expect(await program.texts(mother)).toEqual([]);
  const stored = await program.world.store.messages.findOne({ broadcast: id }).lean();
  expect(stored).toMatchObject({ state: 'withheld', reason: 'stale', about: { undated: true } });
});

test('to families who count on a workshop it is a notice, which no cap holds back', async () => {
  await program.load(workshop({ id: at, site: at }));
  const mother = await familyWho();
  await runCommand(program, 'invite', { workshop: at });
  await runDue(program.world);
  await answers(program, mother, 'sí vamos 2');
  const text = { es: 'Mañana traiga un lápiz.' };
  const yes = { workshop: at, rsvp: ['yes'] };
  await broadcast({ audience: yes, workshop: at, text });
  await broadcast({ audience: { site: at }, text });
  await runDue(program.world);
  const { messages } = program.world.store;
  const texts = await messages.find({ stage: 'broadcast', site: at }).sort({ kind: 1 }).lean();
  expect(texts.map(({ kind, state, reason }) => [kind, state, reason])).toEqual([
    ['notice', 'sent', null],
    ['proactive', 'queued', 'cap'],
  ]);
});

test('a test goes to one phone in every language first, and the rest when it is resumed', async () => {
  const [mother, mine] = [await familyWho(), '+12135559911'];
  const { id } = await broadcast({ test: true, phone: mine, at: '2026-12-02T17:00' });
  await runDue(program.world);
  expect((await program.texts(mine)).map((text) => text.split('\n')[0])).toEqual([
    TEXT.es,
    TEXT.en,
  ]);
  await runAt('2026-12-02T17:00:01-08:00');
  expect(await program.texts(mother)).toEqual([]);
  await answerOf(program, 'resume', { id });
  await runDue(program.world);
  expect(await program.texts(mother)).toHaveLength(1);
  expect(await program.texts(mine)).toHaveLength(2);
});

test('a share goes first, evenly over all, and the rest when it is resumed', async () => {
  const phones: string[] = [];
  for (let i = 0; i < 9; i += 1) phones.push(await familyWho());
  const { id, count } = await broadcast({ share: 0.3 });
  expect(count).toBe(9);
  await runDue(program.world);
  const reached = async () => {
    const texts = await Promise.all(phones.map((phone) => program.texts(phone)));
    return texts.map((each) => each.length).join('');
  };
  expect(await reached()).toBe('100100100');
  await answerOf(program, 'resume', { id });
  await runDue(program.world);
  expect(await reached()).toBe('111111111');
  const { state } = await program.world.store.ownBroadcasts
    .findById(id)
    .lean<OwnBroadcast>()
    .orFail();
  expect(state).toBe('done');
});

test('who speaks a language without a folder is asked beside the others, and put on the call list', async () => {
  const [mother, other] = [await familyWho(), await familyWho({ language: 'mam' })];
  await broadcast({ text: undefined, flow: 'needs_survey' });
  await runDue(program.world);
  expect(await program.texts(mother)).toEqual([expect.stringContaining('planear talleres')]);
  expect(await program.texts(other)).toEqual([
    expect.stringContaining('planear talleres'),
    expect.stringContaining('le va a llamar'),
  ]);
  expect(await answerOf(program, 'call-list', { site: at })).toMatchObject({
    calls: [{ contact: other, language: 'mam', told: true }],
  });
});

test('a flow is started with everybody once, and its question can be answered', async () => {
  const [mother, other] = [await familyWho(), await familyWho({ language: 'en' })];
  const { id, count } = await broadcast({ text: undefined, flow: 'needs_survey' });
  expect(count).toBe(2);
  await runDue(program.world);
  await program.world.store.ownBroadcasts.updateOne(
    { _id: id },
    { $set: { state: 'running', leg: 0, cursor: null } },
  );
  await runDue(program.world);
  expect([await program.texts(mother), await program.texts(other)]).toEqual([
    [expect.stringContaining('Parent College')],
    [expect.stringContaining('Parent College')],
  ]);
  expect(await answers(program, mother, '1')).toHaveLength(1);
  const asked = await program.world.store.messages.find({ broadcast: id }).lean();
  expect(asked.map(({ state, site: school }) => [state, school])).toEqual([
    ['sent', at],
    ['sent', at],
  ]);
});

test.each<[Record<string, unknown>, RegExp]>([
  [{ flow: 'nothing' }, /^There is no flow nothing\. There are: .*needs_survey/],
  [{ flow: 'rsvp' }, /about a workshop: say which/],
  [{ flow: 'needs_survey', fallback: 'es' }, /its own words/],
])('a flow by %j is refused with what to do', async (request, reason) => {
  await familyWho();
  expect(await refusal({ text: undefined, ...request })).toMatch(reason);
});

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Preview } from '#broadcasts';
import { answerOf, runCommand } from '../support/command-world.ts';
import { runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PICTURE = 'https://escuela.example/feria.jpg';
const MEXICAN = '+525512345678';
const DOMINICAN = '+18095551234';
const TESTER = '+12135559911';

let program: TestProgram;
const { fetch } = globalThis;

/** One family here, one abroad on WhatsApp, one where no MMS goes. */
beforeAll(async () => {
  program = await startTestProgram('picture', {
    workers: false,
    still: true,
    emulator: { whatsappFrom: 'whatsapp:+15005550010' },
  });
  const abroad = [MEXICAN, DOMINICAN].map((phone, i) => family(i + 2, { phone }));
  await program.load(programme, site(), family(1), ...abroad);
  const wrote = { lastChannel: 'whatsapp', lastInbound: { whatsapp: program.world.clock.now() } };
  const { contacts } = program.world.store;
  await contacts.updateOne({ phone: MEXICAN }, { $set: wrote } as never);
  await contacts.updateMany({}, { $set: { firstTextAt: new Date(0) } });
});

afterAll(() => program.close());

beforeEach(() => vi.restoreAllMocks());

/** What the picture's server says when it is asked; null: it cannot be reached. */
function serverSays(status: number | null, headers: Record<string, string> = {}): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
    if (String(address) !== PICTURE) return fetch(address, init);
    expect(init?.method).toBe('HEAD');
    if (status === null) throw new TypeError('fetch failed');
    return new Response(null, { status, headers });
  });
}

const SMALL = { 'content-type': 'image/jpeg', 'content-length': '400000' };
const REQUEST = {
  audience: { site: 'bolivar' },
  text: { es: 'La feria es el 8, con música para todos. Aquí está el programa, y un mapa.' },
  picture: PICTURE,
};

const preview = (change: object = {}) =>
  answerOf<Preview>(program, 'broadcast-preview', { ...REQUEST, ...change });

async function refusal(request: object): Promise<string> {
  const outcome = await runCommand(program, 'broadcast', { ...REQUEST, ...request });
  return outcome.kind === 'refused' ? outcome.reason : '';
}

test('the preview says what becomes an MMS, what that costs, and who gets the words alone', async () => {
  serverSays(200, SMALL);
  const plain = await preview({ picture: undefined });
  expect(plain).toMatchObject({ segments: 6, picture: null, by: { sms: 2, whatsapp: 1 } });
  const told = await preview();
  expect(told.picture).toEqual({ asMms: 1, segmentsEach: 3, wordsAlone: 1, checked: true });
  expect(told).toMatchObject({ segments: 7, by: { sms: 2, whatsapp: 1 } });
  serverSays(null);
  expect((await preview()).picture).toMatchObject({ checked: false });
});

test('it goes by MMS and WhatsApp, and by SMS alone where there is no MMS, as previewed', async () => {
  serverSays(200, SMALL);
  const told = await preview();
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', {
    ...REQUEST,
    test: true,
    phone: TESTER,
  });
  await runDue(program.world);
  await answerOf(program, 'resume', { id });
  await runDue(program.world);
  const sent = (await program.twilio.messages()).filter(({ body }) => body?.startsWith('La feria'));
  const media = sent.map(({ to, media: [first] }) => [to, first?.url ?? null] as const);
  expect(new Map(media)).toEqual(
    new Map([
      [TESTER, PICTURE],
      [phoneOf(1), PICTURE],
      [`whatsapp:${MEXICAN}`, PICTURE],
      [DOMINICAN, null],
    ]),
  );
  const stored = await program.world.store.messages.find({ broadcast: id }).lean();
  expect(stored.reduce((sum, { segments }) => sum + segments, 0)).toBe(told.segments);
});

test.each<[string, number, Record<string, string>, RegExp]>([
  ['too large', 200, { ...SMALL, 'content-length': '7340032' }, /^picture: has 7\.3 MB, .* have 5/],
  ['no picture', 200, { 'content-type': 'text/html; charset=utf-8' }, /is text\/html: .* JPEG/],
  ['not there', 404, {}, /is not there for Twilio \(404\)/],
])('a picture that is %s is refused with what to do', async (_, status, headers, reason) => {
  serverSays(status, headers);
  expect(await refusal({})).toMatch(reason);
});

test.each<[object, RegExp]>([
  [{ picture: 'http://escuela.example/feria.jpg' }, /^picture: must be one whole https address/],
  [{ picture: [PICTURE, PICTURE] }, /^picture: /],
  [{ picture: undefined, link: 'http://escuela.example' }, /^link: must be a whole https address/],
  [{ picture: 'https://bit.ly/feria.jpg' }, /^picture: /],
  [
    { picture: undefined, text: { es: 'Vea bit.ly/feria y https://WWW.tinyurl.com/x' } },
    /^text\.es: carriers block links of bit\.ly: write the whole address.*of tinyurl\.com/,
  ],
  [{ text: undefined, flow: 'needs_survey' }, /leave out fallback, link and picture/],
])('%j is refused', async (request, reason) => {
  serverSays(200, SMALL);
  expect(await refusal(request)).toMatch(reason);
});

test('a link counts into the segments, and a name that only looks shortened may stand', async () => {
  const text = { es: 'Programa de la feria.' };
  const link = `https://www.abbit.ly.example/${'x'.repeat(120)}`;
  const without = await preview({ picture: undefined, text });
  const told = await preview({ picture: undefined, text, link });
  expect([without.segments, told.segments]).toEqual([3, 6]);
  expect(told.languages.es!.example).toBe(`${text.es} ${link}`);
  expect(await refusal({ picture: undefined, text, link: `${link}${'y'.repeat(300)}` })).toMatch(
    /^text\.es: takes 4 segments/,
  );
});

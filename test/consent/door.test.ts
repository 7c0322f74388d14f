import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { DAY } from '#domain';
import { compose } from '#outbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { family, phoneOf } from '../support/programme.ts';

let scene: ConsentScene;
let n = 0;
let mother: string;

beforeAll(async () => {
  // Without workers nothing but the webhook itself can have done what is looked at.
  scene = await startConsentScene('door', { workers: false });
});

beforeEach(async () => {
  n += 1;
  mother = phoneOf(n);
  await scene.program.load(family(n));
});

afterAll(() => scene.close());

/** Posts a message and looks at once, with no turn taken. */
async function after(body: string, params: Record<string, string> = {}) {
  await scene.program.twilio.inbound({ from: mother, body, params });
  const { consent } = await scene.contact(mother);
  return { consent, changes: (await scene.changes(mother)).slice(1) };
}

test.each([
  ['ALTO'],
  ['alto'],
  ['Alto.'],
  ['¡ALTO!'],
  ['Álto'],
  [' "alto" \n'],
  ['ALTOOO!!! 🛑'],
  ['alto alto'],
  ['PARAR'],
  ['parár'],
  ['Detener'],
  ['BAJA…'],
  ['stop'],
  ['Stop please'],
  ['alto por favor'],
  ['UNSUBSCRIBE'],
  ['cancel'],
  ['END'],
  ['Quit 🙏🏽'],
  ['opt-out'],
  ['revoke'],
  ['basta'],
  ['enough!'],
])('%j stops everything before the webhook answers', async (body) => {
  const { consent, changes } = await after(body);
  expect(consent.optedOutAt).not.toBeNull();
  expect(consent.granted).toEqual({});
  expect(changes).toEqual(['opted_out']);
});

test.each([
  ['ya no me manden mensajes por favor'],
  ['Dejen de estar mandando mensajes x favor'],
  ['quítenme de su lista, mi hijo ya se graduó'],
  ['borren mi numero'],
  ['please stop texting me'],
  ['take me off this list'],
  ['no quiero recibir mensajes'],
  ['Hola, ya no quiero que me escriban. Gracias'],
])('sure words stop everything in a sentence too: %s', async (body) => {
  const { consent, changes } = await after(body);
  expect(consent.optedOutAt).not.toBeNull();
  expect(changes).toEqual(['opted_out']);
});

// A family that holds no seat gives none back: "Cancelar" may mean the texts.
test.each([
  ['ya estuvo'],
  ['cuántos mensajes!!'],
  ['qué molestia'],
  ['ya no quiero'],
  ['Cancelar'],
  ['CANCELAR'],
  ['Salir.'],
])('unsure words suspend what is unasked, and are no opt-out: %s', async (body) => {
  const { consent, changes } = await after(body);
  expect(consent.optedOutAt).toBeNull();
  expect(consent.suspendedAt).not.toBeNull();
  expect(changes).toEqual(['suspended']);
});

test.each([
  ['para el sábado sí'],
  ['alto nivel'],
  ['no puedo, trabajo'],
  ['no'],
  ["don't stop texting me"],
  ['la escuela no está en la parte alta?'],
  ['se cancela si llueve?'],
])('%s is not taken for a stop', async (body) => {
  expect((await after(body)).changes).toEqual([]);
});

it('takes Twilio’s own word for it, whatever the text', async () => {
  const { changes } = await after('Ya Basta', { OptOutType: 'STOP' });
  expect(changes).toEqual(['opted_out']);
  expect((await scene.ledger(mother)).at(-1)).toMatchObject({ medium: 'carrier', by: 'contact' });
});

it('writes what, when, by which medium, in which exact words and by whom', async () => {
  const body = '  ¡Álto ya!, por favor 🙏 ';
  await after(body);
  const { clock } = scene.program;
  const [, entry] = await scene.ledger(mother);
  expect(entry).toMatchObject({
    change: 'opted_out',
    scope: 'all',
    medium: 'text',
    words: body,
    by: 'contact',
  });
  expect(Math.abs(clock.now().getTime() - entry!.at.getTime())).toBeLessThan(5_000);
});

it('has cancelled all that was queued for her when the webhook answers, and only hers', async () => {
  const { program } = scene;
  const other = phoneOf(n + 50);
  await program.load(family(n + 50));
  for (const phone of [mother, other]) await queueNotices(phone);
  await after('ALTO');
  const states = (phone: string) =>
    scene.stored(phone).then((all) => all.map(({ state, reason }) => `${state} ${reason}`));
  expect(await states(mother)).toEqual(['cancelled opted_out', 'cancelled opted_out']);
  expect(await states(other)).toEqual(['queued null', 'queued null']);
});

async function queueNotices(phone: string): Promise<void> {
  const { world, clock } = scene.program;
  const contact = await scene.contact(phone);
  const validUntil = new Date(clock.now().getTime() + DAY);
  await world.store.transaction((tx) =>
    compose(
      world,
      contact,
      (['notice', 'proactive'] as const).map((kind) => ({
        cause: `test:${phone}:${kind}`,
        kind,
        body: 'Hola',
        language: 'es',
        hours: 'usual',
        validUntil,
      })),
      tx,
    ),
  );
}

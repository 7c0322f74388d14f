import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact, Rsvp } from '#domain';
import type { EmulatorSettingsInput } from '#emulator';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

const TWO = `HX${'2'.repeat(32)}`;
const THREE = `HX${'3'.repeat(32)}`;
const action = (i: number) => ({ title: `{{${2 * i}}}`, id: `{{${2 * i + 1}}}` });
const quickReplies: EmulatorSettingsInput['quickReplies'] = {
  [TWO]: { body: '{{1}}', actions: [action(1), action(2)] },
  [THREE]: { body: '{{1}}', actions: [action(1), action(2), action(3)] },
};
const emulator = { whatsappFrom: 'whatsapp:+15005550010', quickReplies };
const lines = [programme, site(), { ...site('olmo'), name: 'Olmo' }, workshop()];

type Got = { sid: string; body: string; buttons: { title: string; id: string }[] };

/** What came to an address, oldest first. */
async function received({ twilio }: TestProgram, to: string): Promise<Got[]> {
  const sent = (await twilio.messages()).filter((m) => m.to === to);
  return sent.map(({ sid, body, buttons }) => ({ sid, body, buttons }));
}

async function answered(program: TestProgram, to: string, act: () => Promise<unknown>) {
  const before = (await received(program, to)).length;
  await act();
  await until('she is answered', async () => (await received(program, to)).length > before);
  return (await received(program, to)).at(-1)!;
}

/** She writes, by SMS or WhatsApp as her address says; what comes last in answer. */
function writes(program: TestProgram, from: string, body: string): Promise<Got> {
  return answered(program, from, () => program.twilio.inbound({ from, body }));
}

/** She taps a button: Twilio posts its words and its payload, and which message it stands below. */
function taps(program: TestProgram, from: string, { sid, buttons }: Got, title: string) {
  const button = buttons.find((each) => each.title === title);
  if (!button) throw new Error(`There is no button ${title}.`);
  const tapped = { buttonText: title, buttonPayload: button.id, originalRepliedMessageSid: sid };
  return answered(program, from, () => program.twilio.inbound({ from, ...tapped }));
}

const titles = ({ buttons }: Got) => buttons.map(({ title }) => title);

async function contactOf({ world }: TestProgram, phone: string): Promise<Contact> {
  return world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
}

async function rsvpOf(program: TestProgram, phone: string): Promise<Rsvp | null> {
  const { _id } = await contactOf(program, phone);
  return program.world.store.rsvps.findOne({ contact: _id }).lean<Rsvp>();
}

describe('where Twilio has Contents for buttons', () => {
  let program: TestProgram;

  beforeAll(async () => {
    program = await startTestProgram('buttons', {
      emulator,
      buttonContents: { 2: TWO, 3: THREE },
    });
    await program.load(...lines);
    for (let n = 1; n <= 8; n += 1)
      await program.load(family(n, { language: n % 2 ? 'es' : 'en' }));
  });

  afterAll(() => program.close());

  test.each([
    { n: 1, hello: 'hola', words: ['Sí', 'No', 'Tal vez'], asked: /¿Cuántas personas/ },
    { n: 2, hello: 'hello', words: ['Yes', 'No', 'Maybe'], asked: /How many people/ },
  ])(
    'an invitation by WhatsApp has buttons $words, and a tap is an answer',
    async ({ n, hello, words, asked }) => {
      const phone = phoneOf(n);
      const invited = await writes(program, `whatsapp:${phone}`, hello);
      expect(titles(invited)).toEqual(words);
      expect(invited.body).not.toContain('\n');
      expect((await taps(program, `whatsapp:${phone}`, invited, words[0]!)).body).toMatch(asked);
      await writes(program, `whatsapp:${phone}`, '3');
      expect(await rsvpOf(program, phone)).toMatchObject({ state: 'yes', party: 3 });
    },
  );

  test.each([
    ['a tap', 3, 'Tal vez'],
    ['a tap', 4, 'Maybe'],
    ['a number', 5, '3'],
    ['a number', 6, '3'],
    ['a word', 7, 'tal vez'],
    ['a word', 8, 'maybe'],
  ] as const)('%s of family %i means the same: %s', async (how, n, said) => {
    const from = `whatsapp:${phoneOf(n)}`;
    const invited = await writes(program, from, n % 2 ? 'hola' : 'hello');
    if (how === 'a tap') await taps(program, from, invited, said);
    else await writes(program, from, said);
    expect(await rsvpOf(program, phoneOf(n))).toMatchObject({ state: 'maybe' });
  });

  test.each([
    ['hola', ['Sí', 'No'], 'whatsapp:+12135550171'],
    ['hello', ['Yes', 'No'], 'whatsapp:+12135550172'],
  ])('the question for consent after "%s" has buttons %j', async (hello, words, from) => {
    const asked = await writes(program, from, hello);
    expect(titles(asked)).toEqual(words);
    await taps(program, from, asked, words[0]!);
    const { consent } = await contactOf(program, from.replace('whatsapp:', ''));
    expect(consent.granted.workshops).toBeInstanceOf(Date);
  });

  test('"No" to that question is an opt-out, as the word is', async () => {
    const from = 'whatsapp:+12135550173';
    await taps(program, from, await writes(program, from, 'hola'), 'No');
    const { consent } = await contactOf(program, '+12135550173');
    expect(consent.optedOutAt).toBeInstanceOf(Date);
  });

  test('what is numbered on SMS is on buttons here, and not in the text besides', async () => {
    const from = 'whatsapp:+12135550174';
    const consent = await writes(program, from, 'padres');
    const place = await taps(program, from, consent, 'Sí');
    expect(titles(place)).toEqual(['Olmo', 'Primaria Bolívar']);
    expect(place.body).not.toContain('Olmo');
    await taps(program, from, place, 'Olmo');
    expect((await contactOf(program, '+12135550174')).sites).toEqual(['olmo']);
  });

  test('on SMS the same is a numbered list', async () => {
    const phone = '+12135550175';
    await writes(program, phone, 'padres');
    const place = await writes(program, phone, 'sí');
    expect(place.buttons).toEqual([]);
    expect(place.body).toMatch(/\n1\) Olmo\n2\) Primaria Bolívar$/);
    await writes(program, phone, '1');
    expect((await contactOf(program, phone)).sites).toEqual(['olmo']);
  });

  test('a button of a question that is over answers no other one', async () => {
    const from = 'whatsapp:+12135550176';
    const over = await writes(program, from, 'hola');
    await taps(program, from, over, 'Sí');
    const open = await writes(program, from, 'padres');
    expect(titles(open)).toEqual(['Sí', 'No']);
    expect((await taps(program, from, over, 'No')).body).toContain('Una persona');
    expect((await contactOf(program, '+12135550176')).consent.optedOutAt).toBeNull();
    expect(titles(await taps(program, from, open, 'Sí'))).toEqual(['Olmo', 'Primaria Bolívar']);
  });

  test.each([
    ['maybe', 'Tal vez'],
    ['3', 'Tal vez'],
    ['whatever', 'Tal vez'],
  ])(
    'a payload of another maker, "%s", is read as an option, or else its words are',
    async (payload, text) => {
      const phone = `+1213555018${['maybe', '3', 'whatever'].indexOf(payload)}`;
      await program.load(family(0, { phone }));
      await writes(program, `whatsapp:${phone}`, 'hola');
      await answered(program, `whatsapp:${phone}`, () =>
        program.twilio.inbound({
          from: `whatsapp:${phone}`,
          buttonText: text,
          buttonPayload: payload,
        }),
      );
      expect(await rsvpOf(program, phone)).toMatchObject({ state: 'maybe' });
    },
  );

  test('the page with the phones shows the buttons, to be tapped', async () => {
    const query = `phone=${encodeURIComponent(phoneOf(1))}`;
    const page = await (await fetch(`${program.twilioUrl}/phones?${query}`)).text();
    expect(page).toMatch(
      /<button[^>]+data-text="Tal vez"[^>]+data-payload="[0-9a-f]{24}\.invite\.3"/,
    );
  });
});

test('where Twilio has none, WhatsApp is numbered as SMS is', async () => {
  const program = await startTestProgram('no-buttons', { emulator });
  try {
    await program.load(...lines);
    const from = 'whatsapp:+12135550174';
    const consent = await writes(program, from, 'padres');
    expect(consent.buttons).toEqual([]);
    const place = await writes(program, from, '1');
    expect(place.body).toMatch(/\n1\) Olmo\n2\) Primaria Bolívar$/);
  } finally {
    await program.close();
  }
});

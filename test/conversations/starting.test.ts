import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import { startFlow, takeTurns } from '#conversations';
import { type Contact, DAY, type Workshop } from '#domain';
import { contentWith } from '../support/content-with.ts';
import { answers, runDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

/** A flow of one question, begun over an open one as `over` says. */
function asking(id: string, frame: string): Record<string, string | object> {
  const flow = `
flow: ${id}
about: Asks how the programme is doing.
${frame}
start: rate
nodes:
  rate:
    type: ask
    text: rate
    expect: rating
    as: liked
    on: { any: thanks }
    unclear: { say: pardon, tries: 1, go: done }
    silence: { after: 1d }
  thanks: { type: say, text: thanks, go: done }
  done: { type: end }`;
  const texts = (language: string) => [
    `locales/${language}/${id}.json`,
    {
      rate: `${id}: ¿1 a 5?`,
      rate_again: `${id} ¿1 a 5?`,
      pardon: 'Del 1 al 5.',
      thanks: 'Anotado.',
    },
  ];
  return { [`flows/${id}.yaml`]: flow, ...Object.fromEntries(['es', 'en'].map(texts)) };
}

let program: TestProgram;
let families = 0;
let phone = '';
let contact = '';

beforeAll(async () => {
  program = await startTestProgram('starting', { workers: false, still: true });
  await program.load(programme, site(), workshop());
  const content = contentWith({
    ...asking('interrupting', 'over: interrupts\nkeywords: { es: [OPINION] }'),
    ...asking('queueing', 'over: queues\nkeywords: { es: [HUERTO] }'),
    ...asking('keeping', 'over: keeps\nkeywords: { es: [QUIZAS] }'),
    ...asking('plain', 'keywords: { es: [ENCUESTAS] }'),
    ...asking('thanked', 'begins: { intents: [thanks] }'),
    ...asking('before', 'begins: { workshop: { days: -2, at: "12:00", states: [yes] } }'),
    ...asking('after', 'begins: { workshop: { days: 1, at: "17:00", states: [yes] } }'),
    ...asking('dated', 'begins: { contact_date: { field: renewal, days: -7, at: "10:30" } }'),
    ...asking('missing', 'begins: { missed_reply: { flow: rsvp, question: invite, after: 2d } }'),
  });
  Object.assign(program.world, { content: () => content, contentOf: async () => content });
});

beforeEach(async () => {
  families += 1;
  phone = phoneOf(families);
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
  // The clock went back: what was sent "tomorrow" must not make today wait.
  await program.world.store.settings.deleteMany({});
  await program.load(family(families));
  const { contacts } = program.world.store;
  contact = (await contacts.findOne({ phone }).lean<Contact>().orFail())._id;
});

afterAll(() => program.close());

const says = (body: string) => answers(program, phone, body);

/** The invitation's question is open to her. */
async function invited(id = 'reading'): Promise<void> {
  const { world } = program;
  const found = await world.store.workshops.findById(id).lean<Workshop>().orFail();
  await begin(world, found, 'invitation', ['invited']);
  await runDue(world);
}

async function started(flow: string): Promise<string[]> {
  const { world, clock } = program;
  const before = (await program.texts(phone)).length;
  const validUntil = new Date(clock.now().getTime() + 3 * DAY);
  const start = {
    flow,
    contact,
    workshop: null,
    cause: `test:${contact}:${flow}`,
    about: null,
    stage: 'test',
  };
  await world.queue.enqueue(await startFlow(world, { ...start, validUntil }));
  await runDue(world);
  return (await program.texts(phone)).slice(before);
}

describe('a flow that we start', () => {
  test('begins at once where nothing is open, and once for one cause', async () => {
    expect(await started('plain')).toEqual([expect.stringContaining('plain: ¿1 a 5?')]);
    expect(await started('plain')).toEqual([]);
    expect(await says('5')).toEqual(['Anotado.']);
  });

  test('queues behind an open question, and begins when that is answered', async () => {
    await invited();
    program.clock.moveTo('2026-12-02T11:00:00-08:00');
    expect(await started('plain')).toEqual([]);
    const texts = await says('no puedo ir');
    expect(texts).toHaveLength(2);
    expect(texts).toContain('plain: ¿1 a 5?');
  });

  test('queues no longer than it is worth', async () => {
    await invited();
    expect(await started('queueing')).toEqual([]);
    program.clock.moveTo('2026-12-04T16:00:00-08:00');
    const texts = await says('no puedo ir');
    expect(texts.join()).not.toContain('queueing');
  });

  test('interrupts where it says so, and the older question is asked again', async () => {
    await invited();
    program.clock.moveTo('2026-12-02T11:00:00-08:00');
    expect(await started('interrupting')).toEqual([expect.stringContaining('interrupting')]);
    expect(await says('4')).toEqual([
      'Anotado.\n¿Va a ir el sábado 5 de diciembre? 1 Sí, 2 No, 3 Tal vez',
    ]);
    expect((await says('sí vamos 2'))[0]).toContain('apartamos 2 lugares');
  });

  test('does not start where the open question keeps its place', async () => {
    await invited();
    program.clock.moveTo('2026-12-02T11:00:00-08:00');
    expect(await started('keeping')).toEqual([]);
    expect((await says('no puedo ir')).join()).not.toContain('keeping');
  });

  test('starts nothing with one who has said stop', async () => {
    await says('ALTO');
    expect(await started('plain')).toEqual([]);
  });
});

describe('a keyword', () => {
  test('interrupts an open question that it does not answer', async () => {
    await invited();
    expect(await says('opinión')).toEqual([expect.stringContaining('interrupting: ¿1 a 5?')]);
    expect((await says('3'))[0]).toContain('¿Va a ir el sábado 5 de diciembre?');
  });

  test('waits for the open question where its flow queues', async () => {
    await invited();
    expect(await says('huerto')).toEqual([]);
    expect(await says('no puedo ir')).toContain('queueing: ¿1 a 5?');
  });

  test('that leaves the open question its place is told what is asked', async () => {
    await invited();
    expect((await says('quizas'))[0]).not.toContain('keeping');
  });

  test('followed by a site joins there without being asked where', async () => {
    await program.load(site('olmo'));
    const stranger = '+12135550187';
    await program.says(stranger, 'PADRES olmo');
    const { contacts } = program.world.store;
    const { _id } = await contacts.findOne({ phone: stranger }).lean<Contact>().orFail();
    await takeTurns(program.world, _id);
    await runDue(program.world);
    expect((await answers(program, stranger, 'sí'))[0]).toContain('le va a escribir de talleres');
    expect(await contacts.findById(_id).lean()).toMatchObject({ sites: ['olmo'] });
  });

  test('that begins a sentence is none', async () => {
    await invited();
    expect((await says('huerto no sé, no puedo ir'))[0]).not.toContain('queueing');
  });
});

test('a message without an open question starts the flow that begins by its meaning', async () => {
  expect(await says('muchas gracias')).toEqual([expect.stringContaining('thanked: ¿1 a 5?')]);
});

test('an answer to the open question is that, whatever flow begins by its meaning', async () => {
  await invited();
  expect((await says('sí vamos 2, gracias'))[0]).toContain('apartamos 2 lugares');
});

describe('a missed reply', () => {
  test('starts the flow that asks for it, once, and the first question stays open', async () => {
    await invited();
    program.clock.moveTo('2026-12-03T10:50:00-08:00');
    await runDue(program.world);
    expect(await program.texts(phone)).toHaveLength(1);
    program.clock.moveTo('2026-12-03T11:10:00-08:00');
    await runDue(program.world);
    expect((await program.texts(phone)).at(-1)).toContain('missing: ¿1 a 5?');
    program.clock.moveTo('2026-12-03T12:00:00-08:00');
    await runDue(program.world);
    expect(await program.texts(phone)).toHaveLength(2);
  });

  test('is none where she has answered', async () => {
    await invited();
    await says('no puedo ir');
    program.clock.moveTo('2026-12-03T12:00:00-08:00');
    await runDue(program.world);
    expect((await program.texts(phone)).join()).not.toContain('missing');
  });
});

describe('a flow told from a workshop’s day', () => {
  test('begins before it and after it, once, with those whose RSVP stands so', async () => {
    const times = { startsAt: '2026-12-19T10:00:00-08:00', endsAt: '2026-12-19T12:00:00-08:00' };
    await program.load(workshop({ id: 'later', ...times }));
    await invited('later');
    await says('sí vamos 2');
    const seen = async () =>
      (await program.texts(phone)).filter((text) => /before|after/.test(text));
    program.clock.moveTo('2026-12-17T11:59:00-08:00');
    await runDue(program.world);
    expect(await seen()).toEqual([]);
    program.clock.moveTo('2026-12-17T12:01:00-08:00');
    await runDue(program.world);
    expect(await seen()).toEqual(['before: ¿1 a 5?']);
    await says('5');
    program.clock.moveTo('2026-12-20T17:05:00-08:00');
    await runDue(program.world);
    await runDue(program.world);
    expect(await seen()).toEqual(['before: ¿1 a 5?', 'after: ¿1 a 5?']);
  });
});

test('asking for another language asks the open question again in it', async () => {
  await invited();
  expect(await says('in english please')).toEqual([
    'Will you come on Saturday, December 5? 1 Yes, 2 No, 3 Maybe',
  ]);
  expect((await says('yes, 2'))[0]).toContain('2 seats');
});

test('a flow told from a date of the contact’s own begins on its day, with whom it is for', async () => {
  const { contacts } = program.world.store;
  await contacts.updateOne({ _id: contact }, { $set: { 'fields.renewal': '2026-12-28' } });
  const other = phoneOf(90);
  await program.load(family(90));
  program.clock.moveTo('2026-12-21T10:29:00-08:00');
  await runDue(program.world);
  expect(await program.texts(phone)).toEqual([]);
  program.clock.moveTo('2026-12-21T10:31:00-08:00');
  await runDue(program.world);
  await runDue(program.world);
  expect(await program.texts(phone)).toEqual([expect.stringContaining('dated: ¿1 a 5?')]);
  expect(await program.texts(other)).toEqual([]);
});

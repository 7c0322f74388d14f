import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Content, contentFromSources, readSources } from '#content';
import type { Facts, Input } from '#engine';
import type { Answer, Inbound } from '#storage';
import { tallyAnswers } from '#surveys';
import type { Understood } from '#understanding';
import { beginConversation } from '../../src/conversations/begin-conversation.ts';
import { drive } from '../../src/conversations/drive.ts';
import { inTurn } from '../../src/conversations/in-turn.ts';
import { lapseSilence } from '../../src/conversations/lapse-silence.ts';
import type { ConversationWorld, Stored, Turn } from '../../src/conversations/turn.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';

const UNCLEAR = '{ say: pardon, tries: 1, go: done }';
const FLOWS: Record<string, string> = {
  outer: `
flow: outer
about: A flow that begins another and goes on by its end.
facts: { liked: number }
start: ask_more
nodes:
  ask_more: { type: flow, flow: inner, returns: [liked], on: { rated: thanks, expired: pity } }
  thanks: { type: say, text: thanks, go: done }
  pity: { type: say, text: pity, go: done }
  done: { type: end }`,
  inner: `
flow: inner
about: A flow that is begun by another.
start: rate
nodes:
  rate:
    type: ask
    text: rate
    expect: rating
    as: liked
    on: { any: rated }
    unclear: ${UNCLEAR}
    silence: { after: 1d }
  rated: { type: end, outcome: rated }
  done: { type: end }`,
  endless: `
flow: endless
about: A flow that begins itself.
start: again
nodes:
  again: { type: flow, flow: endless, on: { done: over, expired: over } }
  over: { type: end }`,
  later: `
flow: later
about: Waits for the eve of a workshop.
needs: [workshop]
start: wait
nodes:
  wait: { type: wait, until: "workshop_eve 18:00", go: eve, past: late }
  eve: { type: say, text: eve, go: done }
  late: { type: say, text: late, go: done }
  done: { type: end }`,
};
const TEXTS: Record<string, Record<string, string>> = {
  outer: { thanks: 'Gracias por calificar.', pity: 'Otro día será.' },
  inner: { rate: '¿Del 1 al 5?', rate_again: '¿Del 1 al 5?', pardon: 'Disculpe, ¿del 1 al 5?' },
  later: { eve: 'Mañana es el taller.', late: 'Ya casi es.' },
};

let program: TestProgram;
let world: ConversationWorld;
let families = 0;
let contact = '';

beforeAll(async () => {
  program = await startTestProgram('inner-flows', { workers: false, still: true });
  await program.load(programme, site(), workshop());
  const content = withFlows();
  world = { ...program.world, content: () => content, contentOf: async () => content };
});
beforeEach(async () => {
  families += 1;
  await program.load(family(families));
  const found = await program.world.store.contacts.findOne({ phone: phoneOf(families) }).lean();
  contact = found?._id ?? '';
});
afterAll(() => program.close());

/** The shipped flows, and those above with their words. */
function withFlows(): Content {
  const { files } = readSources({ flowsDir: 'flows', localesDir: 'locales' });
  const flows = Object.entries(FLOWS).map(([id, text]) => ({ path: `flows/${id}.yaml`, text }));
  const texts = Object.entries(TEXTS).flatMap(([id, words]) =>
    ['es', 'en'].map((language) => ({
      path: `locales/${language}/${id}.json`,
      text: JSON.stringify(words),
    })),
  );
  return contentFromSources({ files: [...files, ...flows, ...texts] });
}

let turns = 0;

function inNextTurn(work: (turn: Turn) => Promise<void>) {
  turns += 1;
  const validUntil = new Date(world.clock.now().getTime() + 86_400_000);
  const manner = { kind: 'notice', hours: 'usual', validUntil } as const;
  return inTurn(world, contact, `test:${turns}`, manner, work);
}

function begin(flow: string, facts: Facts = {}, workshopId: string | null = null) {
  return inNextTurn(async (turn) => {
    const stored = beginConversation(world, turn, flow, workshopId);
    await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  });
}

async function conversationOf(flow: string): Promise<Stored> {
  const found = await world.store.conversations.findOne({ contact, flow }).lean<Stored>();
  if (!found) throw new Error(`She has no conversation ${flow}.`);
  return found;
}

function brings(flow: string, input: (stored: Stored) => Input, inbound: Partial<Inbound> = {}) {
  return inNextTurn(async (turn) => {
    const stored = await conversationOf(flow);
    if (Object.keys(inbound).length > 0) turn.inbound = inbound as Inbound;
    await drive(world, turn, stored, input(stored));
    if (turn.inbound) Object.assign(inbound, turn.inbound);
  });
}

function answers(flow: string, facts: Understood['facts'], text = '') {
  const nothing = { language: 'es', certainty: 'sure', confirmNeeded: false } as const;
  return brings(flow, () => ({
    kind: 'message',
    understood: { intents: ['other'], facts, ...nothing },
    text,
  }));
}

async function texts(): Promise<string[]> {
  const found = await world.store.messages.find({ contact }).sort({ _id: 1 }).lean();
  return found.map(({ body }) => body);
}

test('a flow goes on when the one that it began has ended, with what it asked back', async () => {
  await begin('outer');
  expect((await conversationOf('outer')).state.waits).toMatchObject({ for: 'flow' });
  await answers('inner', { rating: '4' });
  expect((await texts()).at(-1)).toBe('Gracias por calificar.');
  const outer = await conversationOf('outer');
  expect(outer).toMatchObject({ open: false, state: { facts: { liked: 4 } } });
  expect((await conversationOf('inner')).parent).toBe(outer._id);
});

test('a flow goes on when the one that it began was not answered', async () => {
  await begin('outer');
  await brings('inner', ({ state }) => ({ kind: 'silence', step: state.step }));
  expect((await texts()).at(-1)).toBe('Otro día será.');
  expect((await conversationOf('outer')).open).toBe(false);
});

test('flows that begin each other end at the fifth', async () => {
  await begin('endless');
  const all = await world.store.conversations.find({ contact, flow: 'endless' }).lean<Stored[]>();
  expect(all.map(({ open }) => open)).toEqual(Array(5).fill(false));
});

test('a flow waits until the eve of its workshop on the clock of the site', async () => {
  await begin('later', {}, 'reading');
  const waiting = await conversationOf('later');
  expect(waiting.dueAt).toEqual(new Date('2026-12-04T18:00:00-08:00'));
  await lapseSilence(world, waiting._id);
  expect(await texts()).toEqual([]);
  program.clock.moveTo('2026-12-04T18:00:01-08:00');
  await lapseSilence(world, waiting._id);
  await lapseSilence(world, waiting._id);
  expect(await texts()).toEqual(['Mañana es el taller.']);
  await begin('later', {}, 'reading');
  expect((await texts()).at(-1)).toBe('Ya casi es.');
  program.clock.moveTo('2026-12-01T11:00:00-08:00');
});

test('a survey keeps each answer, and a changed mind replaces it', async () => {
  await begin('needs_survey', { first: false });
  expect((await texts()).at(-1)).toContain('\n3) La universidad');
  await answers('needs_survey', { answer: '1,3' });
  await answers('needs_survey', { answer: '2' });
  await answers('needs_survey', {}, 'Ayuda con la renta');
  const kept = await world.store.answers.find({ contact }).lean<Answer[]>();
  expect(kept.map(({ question, value }) => [question, value])).toEqual([
    ['topics', 'reading,college'],
    ['time', 'evening'],
    ['need', 'Ayuda con la renta'],
  ]);
  await world.store.conversations.deleteMany({ contact });
  await begin('needs_survey', { first: false });
  await answers('needs_survey', { answer: '3' });
  const tally = await tallyAnswers(world, 'needs_survey', 'topics', true);
  expect(tally).toEqual({ families: 1, counts: [{ value: 'college', count: 1 }] });
});

test('who joins by herself has her language, her place and the topic with her', async () => {
  await begin('interest', { sites: 'lincoln=Lincoln\nbolivar=Bolívar' });
  await answers('interest', { lang: 'en' });
  await brings('interest', () => ({
    kind: 'message',
    understood: {
      intents: ['opt_in'],
      facts: {},
      language: 'en',
      certainty: 'sure',
      confirmNeeded: false,
    },
  }));
  expect((await texts()).at(-1)).toContain('\n1) Lincoln\n2) Bolívar');
  await answers('interest', { answer: '1' });
  const joined = await world.store.contacts.findById(contact).lean();
  expect(joined).toMatchObject({
    language: 'en',
    sites: ['bolivar', 'lincoln'],
    tags: ['topic:workshops'],
  });
  expect((await texts()).at(-1)).toMatch(/^Done\./);
});

test('a voice note at a question is for a person, and the question stays open', async () => {
  await begin('inner');
  const inbound: Partial<Inbound> = { _id: 'in1', forPerson: null, channel: 'sms' };
  const understood: Understood = {
    intents: [],
    facts: {},
    language: 'und',
    certainty: 'sure',
    confirmNeeded: false,
  };
  const note: Input = { kind: 'message', understood, media: ['audio/ogg'], id: 'in1' };
  await brings('inner', () => note, inbound);
  expect(inbound.forPerson).toBe('voice_note');
  expect((await conversationOf('inner')).state.waits).toMatchObject({ for: 'reply' });
  expect((await texts()).at(-1)).toBe(
    'Gracias por su mensaje de voz. Una persona lo va a escuchar.',
  );
});

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ledgerOf } from '#contacts';
import type { Message } from '#domain';
import { deliverGroup, openPace } from '#outbox';
import { noticesTo } from '../support/notices.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';
import { unhurried } from '../support/unhurried.ts';

// The machine may be busy with much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NUMBERS = Array.from({ length: 40 }, (_, i) => i + 1);

let program: TestProgram;
let contacts: string[];
let round = 0;
let cause: string;

beforeAll(async () => {
  program = await startTestProgram('delivergroup', { workers: false });
  await program.load(programme, site(), ...NUMBERS.map((n) => family(n)));
  const { store } = program.world;
  const found = await store.contacts.find().sort({ phone: 1 }).lean<{ _id: string }[]>();
  contacts = found.map(({ _id }) => _id);
});

beforeEach(() => {
  round += 1;
  cause = `round${round}`;
});

afterAll(() => program.close());

/** The states of a round's texts, in the order of the families. */
async function states(): Promise<string[]> {
  const { messages } = program.world.store;
  const texts = await messages.find({ cause: new RegExp(`^${cause}:`) }).lean<Message[]>();
  return contacts.map((contact) => {
    const text = texts.find((each) => each.contact === contact);
    return `${text?.state} ${text?.reason}`;
  });
}

const created = async () =>
  (await program.twilio.requests()).filter(({ body }) => body?.startsWith(`Aviso ${cause} `));

test('who opts out after the text was stored gets none, and the others theirs', async () => {
  const { world } = program;
  const texts = await noticesTo(world, contacts, cause);
  // As when the opt-out comes between the gate and the writing of the text: nothing cancels it.
  await program.says(phoneOf(40), 'ALTO');
  const still = { state: 'queued', reason: null } as const;
  await world.store.messages.updateOne({ cause: `${cause}:${contacts[39]}` }, { $set: still });
  await deliverGroup(world, texts);
  const expected = contacts.map((_, i) => (i === 39 ? 'withheld opted_out' : 'sent null'));
  expect(await states()).toEqual(expected);
  expect(await created()).toHaveLength(39);
});

test('none is begun more than a second after consent was read, however slow Twilio is', async () => {
  const { world } = program;
  const texts = await noticesTo(world, contacts, cause);
  const { send } = world.channel;
  const { aggregate } = world.store.contacts.collection;
  let readAt = 0;
  const late: number[] = [];
  vi.spyOn(world.store.contacts.collection, 'aggregate').mockImplementation(function (
    this: unknown,
    ...given
  ) {
    readAt = Date.now();
    return aggregate.apply(world.store.contacts.collection, given);
  });
  vi.spyOn(world.channel, 'send').mockImplementation(async (text) => {
    late.push(Date.now() - readAt);
    const accepted = await send(text);
    // Ten at once: four times this for all of them.
    await new Promise((resolve) => setTimeout(resolve, 600));
    return accepted;
  });
  await deliverGroup(world, texts);
  vi.restoreAllMocks();
  expect(late).toHaveLength(39);
  expect(Math.max(...late)).toBeLessThan(1100);
  expect(new Set((await created()).map(({ to }) => to)).size).toBe(39);
});

test('a family to whom something is under way waits, and the others do not', async () => {
  const { world } = program;
  const other = await noticesTo(world, contacts.slice(0, 1), `${cause}-other`);
  const under = { state: 'sending', claimedAt: new Date() } as const;
  await world.store.messages.updateOne({ _id: other[0] }, { $set: under });
  const texts = await noticesTo(world, contacts, cause);
  const enqueued = vi.spyOn(world.queue, 'enqueue');
  await deliverGroup(world, texts);
  const waiting = { queue: 'bulk', job: { messages: [texts[0]] }, delayMs: 300 };
  expect(enqueued.mock.calls).toEqual([[[waiting]]]);
  vi.restoreAllMocks();
  expect((await states()).slice(0, 39)).toEqual(
    contacts.slice(0, 39).map((_, i) => (i === 0 ? 'queued null' : 'sent null')),
  );
  await world.store.messages.updateOne({ _id: other[0] }, { $set: { state: 'cancelled' } });
});

test('told to slow down, it goes on more slowly, and what was refused goes later', async () => {
  const { world } = program;
  const texts = await noticesTo(world, contacts, cause);
  await program.twilio.faults([{ kind: 'error', status: 429, code: 20429, times: 5 }]);
  await deliverGroup(unhurried(world), texts);
  const after = await states();
  expect(after.filter((state) => state === 'queued null')).toHaveLength(5);
  expect(after.filter((state) => state === 'sent null')).toHaveLength(34);
});

test('a number that Twilio blocks is an opt-out, in a group as in a reply', async () => {
  const { world } = program;
  const texts = await noticesTo(world, contacts, cause);
  const blocked = { kind: 'error', status: 400, code: 21610, match: { to: phoneOf(2) } } as const;
  await program.twilio.faults([blocked]);
  await deliverGroup(world, texts);
  expect((await states())[1]).toBe('failed 21610');
  const ledger = await ledgerOf(world, contacts[1] ?? '');
  expect(ledger.map(({ change }) => change)).toEqual(['granted', 'opted_out', 'carrier_blocked']);
});

test('at one segment a second no more than three quarters of a minute is handed over', async () => {
  const { world } = program;
  await world.store.settings.deleteOne({ _id: 'pace' });
  const slow = { ...world, pace: openPace(world.store, 1, () => '2026-12') };
  await slow.pace.spend(40);
  const texts = await noticesTo(world, contacts, cause);
  await deliverGroup(slow, texts);
  const { length } = await created();
  // Each may be handed over while what is before it takes less than 45 seconds.
  expect(length).toBeGreaterThanOrEqual(5);
  expect(length).toBeLessThan(20);
});

test('while replies wait, a group waits with its claim', async () => {
  const { world } = program;
  await world.store.settings.deleteOne({ _id: 'pace' });
  const texts = await noticesTo(world, contacts, cause);
  const seen: string[][] = [];
  const waiting = async () => {
    seen.push([...new Set(await states())]);
    return seen.length < 4 ? 1 : 0;
  };
  await deliverGroup({ ...world, queue: { ...world.queue, waiting } }, texts);
  expect(seen.slice(0, 4).flat()).not.toContain('sent null');
  expect(await states()).toContain('sent null');
});

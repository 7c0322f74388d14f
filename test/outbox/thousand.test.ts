import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { begin } from '#broadcasts';
import { sendBatch, sendOwnBatch } from '#dispatch';
import { DAY, type Message, type Workshop } from '#domain';
import { deliverGroup } from '#outbox';
import { answerOf } from '../support/command-world.ts';
import { commandsOf } from '../support/count-commands.ts';
import { manyFamilies } from '../support/many-families.ts';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { programme, site, workshop } from '../support/programme.ts';
import { signedPost } from '../support/signed-post.ts';
import { unhurried } from '../support/unhurried.ts';

// A thousand of everything, on a machine that may be busy with much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const FAMILIES = 1000;
/** Design §5 and issue 6: for audience, gate, store, claim and results; and for the receipts. */
const PER_RECIPIENT = 0.1;
/** As many webhooks at once as Twilio's bursts bring. */
const AT_ONCE = 100;

let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('thousand', { workers: false, timeoutMs: 60_000 });
  // With a limit, so that what is counted for it is among the commands.
  await program.load({ ...programme, monthlySegments: 100_000 }, site());
  await program.load(workshop({ capacity: 5000 }));
  await manyFamilies(program, FAMILIES);
  // Receipts come when the test says so.
  await program.twilio.faults([{ kind: 'callback_lost' }]);
});

afterAll(() => program.close());

/** Does what the workers would, in the order of the hints: every batch of a broadcast, then its texts. */
async function sendAll(nextBatch: () => Promise<unknown>): Promise<void> {
  const { world } = program;
  const hinted: string[][] = [];
  const { enqueue } = world.queue;
  for (let more = true; more; ) {
    more = false;
    world.queue.enqueue = async (hints) => {
      for (const hint of hints) {
        if (hint.queue === 'bulk') hinted.push(hint.job.messages);
        more ||= hint.queue === 'batches';
      }
      return hints.length;
    };
    await nextBatch();
  }
  for (const messages of hinted) await deliverGroup(unhurried(world), messages);
  world.queue.enqueue = enqueue;
}

async function remindAll(reading: Workshop): Promise<void> {
  const { world } = program;
  const { job } = (await begin(world, reading, 'reminder_3d', ['yes'])) as {
    job: { broadcast: string };
  };
  await sendAll(() => sendBatch(world, job.broadcast));
}

test('a reminder to a thousand costs a tenth of a command a family, and reaches each once', async () => {
  const { workshops } = program.world.store;
  const reading = await workshops.findById('reading').lean<Workshop>().orFail();
  const commands = await commandsOf(program.world, () => remindAll(reading));
  expect(commands.length, tally(commands)).toBeLessThanOrEqual(FAMILIES * PER_RECIPIENT);
  const sent = (await program.twilio.requests()).map(({ to }) => to);
  expect(sent).toHaveLength(FAMILIES);
  expect(new Set(sent).size).toBe(FAMILIES);
  expect(await program.world.store.messages.countDocuments({ state: 'sent' })).toBe(FAMILIES);
});

test('their receipts, in any order and some twice, cost a tenth more, and none goes back', async () => {
  const texts = await program.world.store.messages.find().lean<Message[]>();
  const receipts = texts.flatMap(({ _id, providerId }, i) => {
    const order = i % 2 ? ['delivered', 'sent', 'queued'] : ['queued', 'sent', 'delivered'];
    return order.map((status) => ({ _id, providerId, status }));
  });
  const post = async ({ _id, providerId, status }: (typeof receipts)[number]) => {
    const answer = await signedPost(
      ACCOUNT.authToken,
      `${program.url}/webhooks/twilio/status?m=${_id}`,
      [
        ['MessageSid', providerId ?? ''],
        ['AccountSid', ACCOUNT.accountSid],
        ['MessageStatus', status],
      ],
    );
    expect(answer.status).toBe(200);
    // What was acknowledged is stored.
    return answer;
  };
  const commands = await commandsOf(program.world, async () => {
    const waiting = [...receipts];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await post(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  });
  expect(commands.length, tally(commands)).toBeLessThanOrEqual(FAMILIES * PER_RECIPIENT);
  const delivered = { providerStatus: 'delivered', state: 'sent' } as const;
  expect(await program.world.store.messages.countDocuments(delivered)).toBe(FAMILIES);
});

test('an own broadcast to a thousand costs no more, each by her name, and reaches each once', async () => {
  const { world, twilio } = program;
  await world.store.contacts.updateMany({}, { $set: { name: 'Ana Ruiz' } });
  const text = { es: 'Hola {{name}}: {{site}} abre a las 9.' };
  const request = { audience: { site: 'bolivar', language: 'es' }, text };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', request);
  const commands = await commandsOf(world, () => sendAll(() => sendOwnBatch(world, id)));
  expect(commands.length, tally(commands)).toBeLessThanOrEqual(FAMILIES * PER_RECIPIENT);
  const hers = (await twilio.requests()).filter(({ body }) => body?.startsWith('Hola Ana: '));
  expect(new Set(hers.map(({ body }) => body))).toEqual(
    new Set([expect.stringContaining('Primaria Bolívar abre a las 9.')]),
  );
  expect(hers).toHaveLength(FAMILIES);
  expect(new Set(hers.map(({ to }) => to)).size).toBe(FAMILIES);
  const all = await world.store.messages.find({ state: 'sent' }).lean<Message[]>();
  const segments = all.reduce((sum, text) => sum + text.segments, 0);
  expect(world.pace.thisMonth()).toEqual({ month: '2026-12', segments, warned: 0 });
});

test('a flow begun with a thousand costs no more, and asks each once', async () => {
  const { world, clock, twilio } = program;
  const { conversations, messages } = world.store;
  // The day after: the cap lets one a day go.
  clock.moveTo('2026-12-02T11:00:00-08:00');
  const request = { audience: { site: 'bolivar' }, flow: 'needs_survey' };
  const { id } = await answerOf<{ id: string }>(program, 'broadcast', request);
  const commands = await commandsOf(world, () => sendAll(() => sendOwnBatch(world, id)));
  expect(commands.length, tally(commands)).toBeLessThanOrEqual(FAMILIES * PER_RECIPIENT);
  const asked = (await twilio.requests()).filter(({ body }) => body?.includes('planear talleres'));
  expect(asked).toHaveLength(FAMILIES);
  expect(new Set(asked.map(({ to }) => to)).size).toBe(FAMILIES);
  // Each waits for the answer to her own text, and for silence as a flow begun alone does.
  const begun = await conversations.find({ flow: 'needs_survey' }).lean();
  const carried = await messages.find({ broadcast: id, state: 'sent' }).lean<Message[]>();
  const textOf = new Map(carried.map((text) => [text._id, text]));
  expect(begun).toHaveLength(FAMILIES);
  for (const { contact, question, askedAt, dueAt } of begun) {
    const text = textOf.get(question ?? '');
    expect(text).toMatchObject({ contact, stage: 'broadcast', site: 'bolivar' });
    expect([askedAt, dueAt]).toEqual([text?.dueAt, new Date(Number(text?.dueAt) + 2 * DAY)]);
  }
});

function tally(commands: string[]): string {
  const counts = Map.groupBy(commands, (command) => command);
  return [...counts].map(([command, { length }]) => `${length} ${command}`).join(', ');
}

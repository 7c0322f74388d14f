import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Message } from '#domain';
import type { FaultInput } from '../../src/emulator/faults.ts';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { phoneOf } from '../support/programme.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Case = {
  what: string;
  faults: FaultInput[];
  /** How often the text had to be claimed, and whether its receipts came. */
  attempts: number;
  receipts?: boolean;
};

const once = { times: 1 } as const;
const error = { kind: 'error', ...once } as const;
const LOST: FaultInput = { kind: 'callback_lost' };

const CASES: Case[] = [
  { what: 'no answer, not accepted', faults: [{ kind: 'timeout_before', ...once }], attempts: 2 },
  { what: 'no answer, accepted', faults: [{ kind: 'timeout_after', ...once }], attempts: 1 },
  {
    what: 'no answer, accepted, receipts lost',
    faults: [{ kind: 'timeout_after', ...once }, LOST],
    attempts: 1,
    receipts: false,
  },
  { what: 'closed before accepting', faults: [{ kind: 'close_before', ...once }], attempts: 2 },
  {
    what: 'closed after accepting, receipts lost',
    faults: [{ kind: 'close_after', ...once }, LOST],
    attempts: 1,
    receipts: false,
  },
  { what: 'a 503, not accepted', faults: [{ ...error, status: 503, code: 20503 }], attempts: 2 },
  {
    what: 'a 500, accepted, receipts lost',
    faults: [{ ...error, status: 500, code: 20500, accepted: true }, LOST],
    attempts: 1,
    receipts: false,
  },
  { what: 'too many requests', faults: [{ ...error, status: 429, code: 20429 }], attempts: 2 },
  {
    what: 'no answer, and the first look-up fails too',
    faults: [{ kind: 'timeout_after', ...once }, LOST, { ...error, on: 'list', status: 500 }],
    attempts: 1,
    receipts: false,
  },
  { what: 'receipts before the answer', faults: [{ kind: 'callback_before_answer' }], attempts: 1 },
  { what: 'receipts twice', faults: [{ kind: 'callback_repeated' }], attempts: 1 },
  { what: 'receipts in the wrong order', faults: [{ kind: 'callback_reversed' }], attempts: 1 },
];

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('unknown', { families: CASES.length, workshop: { capacity: 100 } });
  for (const [i, { faults }] of CASES.entries()) {
    const match = { to: phoneOf(i + 1) };
    await scene.twilio.faults(faults.map((fault) => ({ ...fault, match })));
  }
  scene.work();
  await Promise.all(CASES.map((_, i) => scene.says(phoneOf(i + 1), 'sí vamos 2')));
  await scene.settled(30_000);
});

afterAll(() => scene.close());

describe.each(CASES.map((one, i) => ({ ...one, phone: phoneOf(i + 1) })))('$what', (one) => {
  test('is one text, bound to its message', async () => {
    const contact = await scene.contactOf(one.phone);
    const [, sent, ...more] = (await scene.twilio.messages()).filter((m) => m.to === one.phone);
    expect(sent?.body).toContain('apartamos 2 lugares');
    expect(more).toEqual([]);
    const message = await scene.world.store.messages
      .findOne({ contact, cause: /^inbound:/ })
      .lean<Message>()
      .orFail();
    expect(message).toMatchObject({
      state: 'sent',
      providerId: sent?.sid,
      attempts: one.attempts,
      ...(one.receipts === false ? {} : { providerStatus: 'delivered' }),
    });
  });
});

test('every family has its seats once', async () => {
  const phones = CASES.map((_, i) => phoneOf(i + 1));
  const taken = 2 * CASES.length;
  expect(await scene.seats(...phones)).toEqual({ taken, rsvps: phones.map(() => 'yes 2') });
});

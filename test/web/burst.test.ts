import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '#domain';
import { openHandOffs } from '#inbox';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { inboundForm, signedPost } from '../support/signed-post.ts';
import { until } from '../support/until.ts';

const { accountSid, authToken } = ACCOUNT;
/** Seconds on a quiet machine; a busy one is to be slow, not to fail. */
const WAIT_MS = 120_000;
let program: TestProgram;
let url: string;

beforeAll(async () => {
  // Without receipts, which are not what is counted here.
  program = await startTestProgram('burst', {
    emulator: { latency: { accept: 0, send: DAY, deliver: 0, read: 0 } },
  });
  url = `${program.url}/webhooks/twilio/messages`;
  await program.load(programme, site(), workshop());
});

afterAll(() => program.close());

/** The nth of many phones. */
const many = (n: number) => `+1213556${String(n).padStart(4, '0')}`;

/** Posts all at once; gives the statuses that were answered. */
async function burst(messages: { From: string; Body: string }[]) {
  const answers = await Promise.all(
    messages.map((message) => signedPost(authToken, url, inboundForm(accountSid, message))),
  );
  return [...new Set(answers.map(({ status }) => status))];
}

const handled = () =>
  until(
    'all are dealt with',
    async () => !(await program.world.store.inbound.exists({ handled: false })),
    WAIT_MS,
  );

const sent = async (phone?: string) =>
  (await program.twilio.requests()).filter(({ to }) => phone === undefined || to === phone);

test(
  'five hundred phones writing at once are all recorded and each answered once',
  async () => {
    const messages = Array.from({ length: 500 }, (_, n) => ({ From: many(n), Body: 'hola' }));
    const statuses = await burst(messages);
    expect(statuses).toEqual([200]);
    expect(await program.world.store.inbound.countDocuments()).toBe(500);
    await handled();
    await until('all are answered', async () => (await sent()).length === 500, WAIT_MS);
    expect(new Set((await sent()).map(({ to }) => to)).size).toBe(500);
  },
  2 * WAIT_MS,
);

test(
  'five hundred messages of one phone are all recorded, thirty answered, and the rest is for a person',
  async () => {
    await program.load(family(1));
    const messages = Array.from({ length: 500 }, (_, i) => ({
      From: phoneOf(1),
      Body: i % 5 === 0 ? 'AYUDA' : 'gracias',
    }));
    expect(await burst(messages)).toEqual([200]);
    expect(await program.world.store.inbound.countDocuments({ body: 'gracias' })).toBe(400);
    await handled();
    await until('thirty are answered', async () => (await sent(phoneOf(1))).length >= 30, WAIT_MS);
    expect(await sent(phoneOf(1))).toHaveLength(30);
    const [group, ...others] = await openHandOffs(program.world);
    expect([group?.reason, others]).toEqual(['loop', []]);
  },
  2 * WAIT_MS,
);

test(
  'fifty ALTO of one phone at once are all answered in time, and confirmed once',
  async () => {
    await program.load(family(2));
    const messages = Array.from({ length: 50 }, () => ({ From: phoneOf(2), Body: 'ALTO' }));
    const statuses = await burst(messages);
    expect(statuses).toEqual([200]);
    await handled();
    await until('it is confirmed', async () => (await sent(phoneOf(2))).length > 0);
    expect(await sent(phoneOf(2))).toHaveLength(1);
  },
  2 * WAIT_MS,
);

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurns } from '#conversations';
import type { Contact, Message, ProviderStatus } from '#domain';
import { type Arrived, deliver, recordReceipts } from '#outbox';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { noticesTo } from '../support/notices.ts';
import { ACCOUNT } from '../support/program.ts';
import { phoneOf } from '../support/programme.ts';

const PROVIDER_ID = `SM${'a'.repeat(32)}`;
const refused = {
  accountSid: ACCOUNT.accountSid,
  providerId: PROVIDER_ID,
  status: 'failed',
  errorCode: '21610',
} as const;

let scene: Scene;

beforeAll(async () => {
  scene = await startScene('receipts', { families: 3 });
  await scene.twilio.faults([{ kind: 'timeout_before' }]);
});

afterAll(() => scene.close());

/** Her answer, claimed, whose create was never answered. */
async function unanswered(phone: string): Promise<Message> {
  const { world } = scene;
  const contact = await scene.contactOf(phone);
  await scene.says(phone, 'sí');
  await takeTurns(world, contact);
  await deliver(world, contact);
  return world.store.messages.findOne({ contact, state: 'sending' }).lean<Message>().orFail();
}

async function hasStopped(phone: string): Promise<boolean> {
  const contact = await scene.world.store.contacts.findOne({ phone }).lean<Contact>().orFail();
  return contact.consent.optedOutAt !== null;
}

test('a failure that is the first to be heard of a text is acted on', async () => {
  const { _id } = await unanswered(phoneOf(1));
  await recordReceipts(scene.world, [{ receipt: refused, messageId: _id }]);
  expect(await hasStopped(phoneOf(1))).toBe(true);
  const message = await scene.world.store.messages.findById(_id).lean();
  expect(message).toMatchObject({ providerStatus: 'failed', errorCode: '21610' });
});

test('a failure that comes again after it could not be acted on is acted on then', async () => {
  const { world } = scene;
  const { _id } = await unanswered(phoneOf(2));
  const other = { ...refused, providerId: PROVIDER_ID.replaceAll('a', 'b') };
  const transaction = () => Promise.reject(new Error('MongoDB is away'));
  const cutOff = { ...world, store: { ...world.store, transaction } };
  await expect(recordReceipts(cutOff, [{ receipt: other, messageId: _id }])).rejects.toThrow(
    'MongoDB is away',
  );
  expect(await hasStopped(phoneOf(2))).toBe(false);
  await recordReceipts(world, [{ receipt: other, messageId: _id }]);
  expect(await hasStopped(phoneOf(2))).toBe(true);
});

const RANKED: ProviderStatus[] = ['queued', 'sending', 'sent', 'undelivered', 'delivered', 'read'];

test('receipts in any order, repeated and in any groups end at the furthest, and never go back', async () => {
  const { world } = scene;
  const contact = await scene.contactOf(phoneOf(3));
  let run = 0;
  const order = fc.array(fc.record({ status: fc.constantFrom(...RANKED), more: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(order, async (steps) => {
      run += 1;
      const [_id] = await noticesTo(world, [contact], `any-order-${run}`);
      const waited = { state: 'sending', reason: 'hours' } as const;
      await world.store.messages.updateOne({ _id }, { $set: waited });
      const providerId = `SM${String(run).padStart(32, 'c')}`;
      let group: Arrived[] = [];
      let furthest = -1;
      for (const { status, more } of [...steps, ...steps.slice(0, 2)]) {
        const errorCode = status === 'undelivered' ? '30036' : null;
        const { accountSid } = ACCOUNT;
        group.push({ receipt: { accountSid, providerId, status, errorCode }, messageId: _id! });
        if (more) continue;
        await recordReceipts(world, group);
        group = [];
        const at = RANKED.indexOf(await statusOf(_id!));
        expect(at).toBeGreaterThanOrEqual(furthest);
        furthest = at;
      }
      await recordReceipts(world, group);
      const last = Math.max(...steps.map(({ status }) => RANKED.indexOf(status)));
      expect(await statusOf(_id!)).toBe(RANKED[last]);
      const message = await world.store.messages.findById(_id).lean();
      // What it waited for is over.
      expect(message).toMatchObject({ state: 'sent', reason: null, providerId });
    }),
    { numRuns: 40 },
  );
}, 60_000);

async function statusOf(_id: string): Promise<ProviderStatus> {
  const message = await scene.world.store.messages.findById(_id).lean<Message>().orFail();
  return message.providerStatus ?? 'accepted';
}

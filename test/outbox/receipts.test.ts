import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurns } from '#conversations';
import type { Contact, Message } from '#domain';
import { deliver, recordReceipts } from '#outbox';
import { type Scene, startScene } from '../support/crashing/scene.ts';
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
  scene = await startScene('receipts', { families: 2 });
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

import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, sendingReport } from '#broadcasts';
import { ledgerOf } from '#contacts';
import { HOUR, type Workshop } from '#domain';
import { answerHandOffs, openHandOffs, reconcile, takeAlarm } from '#inbox';
import { recordReceipt } from '#outbox';
import { cancelWorkshop, moveWorkshop, tallyOf } from '#workshops';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { family, phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

const STRANGER = phoneOf(90);
const stopping = phoneOf(5);
const STAFF = phoneOf(91);
const GROWING = [
  'alarms',
  'broadcasts',
  'changes',
  'consent_events',
  'contacts',
  'conversations',
  'inbound',
  'messages',
  'rsvps',
];

let scene: Scene;
let profiled: { collection: string; plan: string; command: string }[];

beforeAll(async () => {
  scene = await startScene('scans', { families: 7, workshop: { capacity: 4 } });
  const db = scene.world.store.connection.db!;
  await db.createCollection('system.profile', { capped: true, size: 64 * 2 ** 20 });
  await db.command({ profile: 2 });
  scene.work();
  await goTheWholeWay();
  await db.command({ profile: 0 });
  const entries = await db.collection('system.profile').find().toArray();
  profiled = entries.map(({ ns, planSummary, command }) => ({
    collection: String(ns).slice(String(ns).indexOf('.') + 1),
    plan: planSummary ?? '',
    command: JSON.stringify(command ?? {}).slice(0, 300),
  }));
});

afterAll(() => scene.close());

/** A message, and as many answers in all as there then must be on her phone. */
async function says(phone: string, body: string, texts: number): Promise<void> {
  await scene.says(phone, body);
  await hasTexts(phone, texts);
}

function hasTexts(phone: string, texts: number): Promise<void> {
  const isSo = async () => (await scene.texts(phone)).length >= texts;
  return until(`${phone} has ${texts} texts`, isSo, 15_000);
}

/** Families answer in every way; then come reminders, a move, silence, a cancellation, and the reports. */
async function goTheWholeWay(): Promise<void> {
  const { world, clock } = scene;
  const [taking, waiting, refusing] = [phoneOf(1), phoneOf(2), phoneOf(3)];
  const [unsure, silent, lost] = [phoneOf(4), phoneOf(6), phoneOf(7)];
  await scene.twilio.faults([
    { kind: 'timeout_after', times: 1, match: { to: lost } },
    { kind: 'callback_lost', match: { to: lost } },
  ]);
  await scene.says(lost, '¿hay estacionamiento?');
  await says(taking, 'sí vamos 3', 2);
  await says(waiting, 'sí vamos 2', 2);
  await Promise.all([
    says(refusing, 'no puedo, trabajo', 2),
    says(unsure, 'tal vez', 2),
    says(stopping, 'ALTO', 2),
    says(silent, 'sí', 2),
    says(STRANGER, 'hola', 1),
  ]);
  await says(refusing, 'AYUDA', 3);
  await says(taking, 'ya no podemos ir', 3);
  await hasTexts(waiting, 3);
  await says(waiting, 'sí', 4);
  clock.moveTo(new Date(clock.now().getTime() + 4 * HOUR));
  await hasTexts(silent, 3);
  await scene.load(family(8));
  const reading = await world.store.workshops.findById('reading').lean<Workshop>().orFail();
  await world.queue.enqueue([
    await begin(world, reading, 'invitation', ['invited']),
    await begin(world, reading, 'reminder_1d', ['yes']),
  ]);
  await hasTexts(phoneOf(8), 1);
  await hasTexts(waiting, 5);
  await moveWorkshop(world, 'reading', new Date('2026-12-12T10:00:00-08:00'), null);
  await hasTexts(waiting, 6);
  await cancelWorkshop(world, 'reading', null);
  await hasTexts(waiting, 7);
  await callStaffTo(waiting);
  const { messages } = world.store;
  const bound = { contact: await scene.contactOf(lost), kind: 'answer', state: 'sent' } as const;
  await until('it is looked up', async () => (await messages.exists(bound)) !== null, 20_000);
  const receipt = { accountSid: '', providerId: 'SM0', status: 'sent', errorCode: null } as const;
  await recordReceipt(world, receipt, null);
  await reconcile(world);
  await sendingReport(world, 'reading');
  await tallyOf(world, 'reading');
  await ledgerOf(world, await scene.contactOf(stopping));
}

/** Staff are called, one takes it, and what waits for a person is listed and answered. */
async function callStaffTo(phone: string): Promise<void> {
  const { world } = scene;
  await scene.load({ kind: 'staff', id: 'ruiz', phone: STAFF, sites: ['bolivar'] });
  await says(phone, 'mi esposo me pega', 8);
  await hasTexts(STAFF, 1);
  await says(STAFF, 'voy', 2);
  await takeAlarm(world, 'none', 'command');
  const groups = await openHandOffs(world);
  for (const group of groups) await answerHandOffs(world, group, null);
}

test('the way went through every collection that grows', () => {
  const seen = new Set(profiled.filter(({ plan }) => plan).map(({ collection }) => collection));
  expect([...seen]).toEqual(expect.arrayContaining(GROWING));
});

test.each(GROWING)('nothing scans %s', (collection) => {
  const scans = profiled.filter((p) => p.collection === collection && p.plan.includes('COLLSCAN'));
  expect(scans).toEqual([]);
});

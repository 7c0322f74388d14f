import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, dueWatches, sendingReport, watchBroadcast } from '#broadcasts';
import { callList, closeCalls, ledgerOf } from '#contacts';
import { HOUR, type Workshop } from '#domain';
import { answerHandOffs, openHandOffs, reconcile, takeAlarm } from '#inbox';
import { recordReceipts } from '#outbox';
import { cancelWorkshop, moveWorkshop, tallyOf } from '#workshops';
import { answerOf, runCommand } from '../support/command-world.ts';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { family, phoneOf, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

const STRANGER = phoneOf(90);
const stopping = phoneOf(5);
const STAFF = phoneOf(91);
const GROWING = [
  'alarms',
  'attendance',
  'broadcasts',
  'calls',
  'changes',
  'consent_events',
  'contacts',
  'conversations',
  'inbound',
  'messages',
  'own_broadcasts',
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
  await says(refusing, 'hablo mam', 4);
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
  await broadcastToMany();
  await callStaffTo(waiting);
  const { messages } = world.store;
  const bound = { contact: await scene.contactOf(lost), kind: 'answer', state: 'sent' } as const;
  await until('it is looked up', async () => (await messages.exists(bound)) !== null, 20_000);
  const receipt = { accountSid: '', providerId: 'SM0', status: 'sent', errorCode: null } as const;
  await recordReceipts(world, [{ receipt, messageId: null }]);
  await reconcile(world);
  await sendingReport(world, 'reading');
  await tallyOf(world, 'reading');
  await ledgerOf(world, await scene.contactOf(stopping));
  expect(await callList(world, 'bolivar')).toHaveLength(1);
  await scene.says(refusing, 'gracias');
  await closeCalls(world, await scene.contactOf(refusing), null);
}

/** A person's own broadcasts: by every kind of audience, paused and resumed, previewed, reported, watched. */
async function broadcastToMany(): Promise<void> {
  const text = { es: 'Una noticia.' };
  const yes = { workshop: 'reading', rsvp: 'yes' };
  const answer = { flow: 'needs_survey', question: 'time', value: 'weekend' };
  const audiences = [
    { site: 'bolivar', not: yes },
    { or: [{ tag: 'topic:college' }, { language: 'es' }], and: [{ not: { answer } }] },
    { phones: phoneOf(4) },
  ];
  for (const audience of audiences) {
    await answerOf(scene, 'broadcast-preview', { audience, text, fallback: 'es' });
    const { id } = await answerOf<{ id: string }>(scene, 'broadcast', {
      audience,
      text,
      fallback: 'es',
    });
    await isSent(id);
    await answerOf(scene, 'pause', { id });
    await answerOf(scene, 'resume', { id });
    await watchBroadcast(scene.world, id);
    await answerOf(scene, 'broadcast-report', { id });
    await answerOf(scene, 'not-reached', { broadcast: id });
  }
  const asking = { audience: { phones: phoneOf(4) }, flow: 'needs_survey' };
  await isSent((await answerOf<{ id: string }>(scene, 'broadcast', asking)).id);
  await runCommand(scene, 'resume-sender', { channel: 'sms' });
  await dueWatches(scene.world);
  const past = { startsAt: '2026-11-28T10:00:00-08:00', endsAt: '2026-11-28T12:00:00-08:00' };
  await scene.load(workshop({ id: 'past', series: 'parents', ...past }));
  await answerOf(scene, 'attended', { workshop: 'past', phones: [phoneOf(1), phoneOf(2)] });
  const came = [
    { series: 'parents', attendance: 'attended' },
    { site: 'bolivar', not: { workshop: 'past', attendance: 'attended' } },
    { series: 'parents', rsvp: 'yes' },
  ];
  await answerOf(scene, 'not-reached', { workshop: 'reading' });
  for (const wanted of [yes, { answer }, ...came]) {
    await runCommand(scene, 'broadcast-preview', { audience: wanted, text, fallback: 'es' });
  }
}

function isSent(id: string): Promise<void> {
  const { ownBroadcasts } = scene.world.store;
  const isDone = async () => (await ownBroadcasts.exists({ _id: id, state: 'done' })) !== null;
  return until('it has been sent', isDone, 20_000);
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

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact, Message } from '#domain';
import { compose, deliverGroup, openHolds, recordReceipts } from '#outbox';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site } from '../support/programme.ts';

type World = TestProgram['world'];
type Row = { code: string; meaning: string; kind: string; action: string };

const ROWS: Row[] = readFileSync(
  new URL('../data/twilio-error-actions.tsv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', , meaning = '', kind = '', action = ''] = line.split('\t');
    return { code, meaning, kind, action };
  });

/** What becomes of a text and of the world around it; `again` is where and in how many minutes it goes anew. */
type Outcome = {
  again: string | null;
  she: string;
  rests: string;
  told: boolean;
};

const nothing: Outcome = { again: null, she: '', rests: '', told: false };
const told = { ...nothing, told: true };
const again = (again: string): Outcome => ({ ...nothing, again });

/** Codes that begin with 63 are WhatsApp's; only there a text is a Content of Twilio's. */
const channelOf = (code: string) => (/^(63|2165)/.test(code) ? 'whatsapp' : 'sms');

/** What the table's class and words ask, in the world's own terms. `there`: as the answer to a create. */
function expectedOf({ code, meaning, kind, action }: Row, there: boolean): Outcome {
  const same = channelOf(code);
  const other = same === 'sms' ? 'whatsapp' : 'sms';
  const isTemplate = /^(ContentSid|ContentVariables|Template|No template)/.test(meaning);
  switch (kind) {
    case 'suppress':
      return { ...nothing, she: 'opted_out carrier_blocked' };
    case 'suppress-channel':
      return { ...nothing, she: 'whatsapp_blocked' };
    case 'permanent-number':
      return { ...again(`${other} 0`), she: 'number_dead' };
    case 'permanent-pair':
      return { ...again(`${other} 0`), she: 'unreachable_from' };
    case 'permanent-channel':
      return { ...again('sms 0'), she: /SMS fallback/.test(action) ? '' : 'whatsapp_dead' };
    case 'permanent-US':
    case 'use-template':
      return again('sms 0');
    case 'retry':
      return again(there ? `${same} 0.02` : `${same} 1`);
    case 'retry-later':
      if (/Reschedule/.test(action)) return again('sms 720');
      if (/queue/i.test(meaning)) return { ...again('sms 5'), rests: 'sms queue_full' };
      return again(there ? 'sms 0.02' : 'sms 1');
    case 'retry-once':
      return again('sms 60');
    case 'retry-next-day':
      return { ...again(`${same} 780`), rests: `${same} day_limit` };
    case 'ambiguous':
    case 'drop':
      return nothing;
    case 'config':
      if (isTemplate) return { ...told, again: 'sms 0' };
      if (!/^(Stop|Wait)/.test(action)) return told;
      return { ...told, again: `${same} 10`, rests: restsFor(action, same) };
    default:
      // Content, bugs of ours, and what only Twilio's debugger tells.
      if (/Drop media/.test(action)) return again('sms 0');
      return isTemplate ? { ...told, again: 'sms 0' } : told;
  }
}

function restsFor(action: string, same: string): string {
  const both = /^Stop all/.test(action);
  return both ? 'sms sender_stopped whatsapp sender_stopped' : `${same} sender_stopped`;
}

const NOW = new Date('2026-12-01T11:00:00-08:00');
const BEFORE = new Date('2026-12-01T10:00:00-08:00');
let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('erroractions', {
    workers: false,
    now: NOW.toISOString(),
    still: true,
    emulator: { whatsappFrom: 'whatsapp:+15005550010' },
  });
  await program.load(programme, site(), ...ROWS.map((_, i) => family(i + 1)));
  await program.twilio.faults([{ kind: 'callback_lost' }]);
}, 60_000);

afterAll(() => program.close());

/** A text to her with a recording, by the channel of the code; she has written by both. */
async function textTo(world: World, contact: string, code: string, via: string): Promise<Message> {
  const { store } = world;
  const lastInbound = { sms: BEFORE, whatsapp: BEFORE };
  const fresh = { numberDead: false, whatsappDead: false, unreachableFrom: [], lastInbound };
  await store.contacts.updateOne({ _id: contact }, { $set: fresh });
  const found = await store.contacts.findById(contact).lean<Contact>().orFail();
  const { messages } = await store.transaction((tx) =>
    compose(
      world,
      found,
      [
        {
          cause: `${via}:${code}`,
          kind: 'notice',
          body: `Aviso ${code}`,
          media: code === '30019' ? '/audio/x.mp3' : null,
          language: 'es',
          hours: 'usual',
          validUntil: new Date('2026-12-04T12:00:00-08:00'),
          channel: channelOf(code),
        },
      ],
      tx,
    ),
  );
  return messages[0]!;
}

const STATUS: Record<string, number> = { '20003': 401, '20404': 404, '20429': 429 };
const statusOf = (code: string) =>
  code.startsWith('205') ? Number(code.slice(2)) : (STATUS[code] ?? 400);

/** Meets the error in one of the two ways and tells what came of it. */
async function meets(code: string, via: 'create' | 'receipt', phone: string) {
  const { store } = program.world;
  await Promise.all([store.settings.deleteMany({ _id: /^hold:/ }), store.alarms.deleteMany({})]);
  const holds = openHolds(program.world);
  const world = { ...program.world, holds };
  const { _id } = await store.contacts.findOne({ phone }).lean<Contact>().orFail();
  await store.contacts.updateOne({ _id }, { $set: { turn: 0 } });
  const text = await textTo(world, _id, code, via);
  const create = { kind: 'error', status: statusOf(code), code: Number(code), times: 1 } as const;
  if (via === 'create') await program.twilio.faults([create]);
  await deliverGroup(world, [text._id]);
  if (via === 'receipt') {
    const sent = await store.messages.findById(text._id).lean<Message>().orFail();
    const { accountSid } = ACCOUNT;
    const providerId = sent.providerId ?? '';
    const receipt = { accountSid, providerId, status: 'undelivered', errorCode: code } as const;
    // A receipt may come twice.
    await recordReceipts(world, [{ receipt, messageId: text._id }]);
    await recordReceipts(world, [{ receipt, messageId: text._id }]);
  }
  holds.close();
  return look(text);
}

async function look({ _id, cause, contact }: Message): Promise<Outcome & { text: string }> {
  const { store } = program.world;
  const text = await store.messages.findById(_id).lean<Message>().orFail();
  const copies = await store.messages.find({ cause: `${cause}:again:1` }).lean<Message[]>();
  const next = text.state === 'queued' ? text : copies[0];
  const minutes = next && (next.dueAt.getTime() - NOW.getTime()) / 60_000;
  const she = await store.contacts.findById(contact).lean<Contact>().orFail();
  const { consent } = she;
  const known = [
    consent.optedOutAt && 'opted_out',
    consent.carrierBlockedAt && 'carrier_blocked',
    consent.whatsappBlockedAt && 'whatsapp_blocked',
    she.numberDead && 'number_dead',
    she.whatsappDead && 'whatsapp_dead',
    she.unreachableFrom?.includes(ACCOUNT.from) && 'unreachable_from',
  ];
  const holds = await store.settings
    .find({ _id: /^hold:/ })
    .sort({ _id: 1 })
    .lean<{ _id: string; value: { reason: string } }[]>();
  return {
    text: `${text.state} ${text.reason} ${text.errorCode}`,
    again: next ? `${next.channel} ${Math.round((minutes ?? 0) * 100) / 100}` : null,
    she: known.filter(Boolean).join(' '),
    rests: holds.map(({ _id, value }) => `${_id.slice(5)} ${value.reason}`).join(' '),
    told: (await store.alarms.countDocuments({ kind: 'operator' })) === 1,
  };
}

test('the table has the 76 codes', () => {
  expect(new Set(ROWS.map(({ code }) => code)).size).toBe(76);
});

describe.each(ROWS.map((row, i) => ({ ...row, n: i + 1 })))('$code ($meaning)', (row) => {
  test('as the ErrorCode of a receipt', async () => {
    const { text, ...rest } = await meets(row.code, 'receipt', phoneOf(row.n));
    const expected = expectedOf(row, false);
    expect(rest).toEqual(expected);
    expect(text).toBe(`sent ${expected.again ? 'replaced' : null} ${row.code}`);
  });

  test('as the answer to a create', async () => {
    const { store } = program.world;
    // The same family, as she stood before.
    const { _id } = await store.contacts.findOne({ phone: phoneOf(row.n) }).orFail();
    const granted = { granted: { workshops: BEFORE }, optedOutAt: null, suspendedAt: null };
    const consent = { ...granted, carrierBlockedAt: null, requestedAt: null };
    await store.contacts.updateOne({ _id }, { $set: { consent } });
    await store.messages.deleteMany({ contact: _id });
    const { text, ...rest } = await meets(row.code, 'create', phoneOf(row.n));
    const expected = expectedOf(row, true);
    expect(rest).toEqual(expected);
    const state = row.kind === 'ambiguous' ? 'sending' : expected.again ? 'queued' : 'failed';
    expect(text.split(' ')[0]).toBe(state);
  });
});

test('three texts in a row to a handset that is not there end in a dead number', async () => {
  const { world } = program;
  const { store } = world;
  await store.settings.deleteMany({ _id: /^hold:/ });
  await program.load(family(78));
  const { _id } = await store.contacts
    .findOne({ phone: phoneOf(78) })
    .lean<Contact>()
    .orFail();
  const found: (string | null)[] = [];
  for (const time of ['first', 'second', 'third']) {
    const holds = openHolds(world);
    const text = await textTo({ ...world, holds }, _id, '30003', time);
    await deliverGroup({ ...world, holds }, [text._id]);
    holds.close();
    const { providerId } = await store.messages.findById(text._id).lean<Message>().orFail();
    const { accountSid } = ACCOUNT;
    const sid = { accountSid, providerId: providerId ?? '' };
    const receipt = { ...sid, status: 'undelivered', errorCode: '30003' } as const;
    await recordReceipts(world, [{ receipt, messageId: text._id }]);
    const { again, she } = await look(text);
    found.push(`${again} ${she}`);
  }
  expect(found).toEqual(['sms 60 ', 'sms 60 ', 'whatsapp 0 number_dead']);
});

test('a code that nobody knows fails its text, and nothing else', async () => {
  await program.load(family(77));
  const receipt = await meets('99999', 'receipt', phoneOf(77));
  expect(receipt).toEqual({ ...nothing, text: 'sent null 99999' });
  const create = await meets('99999', 'create', phoneOf(77));
  expect(create).toEqual({ ...nothing, text: 'failed 99999 99999' });
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerOf } from '#contacts';
import { takeTurns } from '#conversations';
import {
  aboutAll,
  type ConsentEvent,
  type Contact,
  DAY,
  HOUR,
  localTime,
  type Message,
  type Rsvp,
  type Workshop,
} from '#domain';
import { runCommand } from '../support/command-world.ts';
import { sendDue, workDue } from '../support/due.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop, ZONE } from '../support/programme.ts';

/** `PROPERTY_RUNS=200` tries that many; each lives through some weeks. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 4);

type Command =
  | { do: 'say'; body: string }
  | { do: 'wait'; hours: number }
  | { do: 'work'; twice: boolean }
  | { do: 'move'; which: number; hours: number }
  | { do: 'cancel'; which: number }
  | { do: 'invite'; which: number }
  | { do: 'announce' }
  | { do: 'repeat' }
  | { do: 'fault'; code: number };

const WORDS = [
  '1',
  '1 y 2',
  'todas, vamos 2',
  'ninguna',
  'sí vamos 3',
  'tal vez',
  'no puedo',
  'ALTO',
  'START',
  'sí',
  'ya estuvo',
  'ya no puedo ir',
];
const which = fc.integer({ min: 0, max: 2 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS).map((body) => ({ do: 'say', body })) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map((hours) => ({ do: 'wait', hours })) },
  { weight: 8, arbitrary: fc.boolean().map((twice) => ({ do: 'work', twice })) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move'),
      which,
      hours: fc.constantFrom(-30, -2, 3, 24, 48),
    }),
  },
  { weight: 1, arbitrary: which.map((at) => ({ do: 'cancel', which: at })) },
  { weight: 1, arbitrary: which.map((at) => ({ do: 'invite', which: at })) },
  { weight: 1, arbitrary: fc.constant({ do: 'announce' }) },
  { weight: 2, arbitrary: fc.constant({ do: 'repeat' }) },
  { weight: 1, arbitrary: fc.constantFrom(21610, 20429).map((code) => ({ do: 'fault', code })) },
) as fc.Arbitrary<Command>;

/** All of a merged week, without a chance: told, answered, moved under way, reminded, stopped. */
const A_WEEK: Command[] = [
  { do: 'wait', hours: 8 },
  { do: 'work', twice: true },
  { do: 'repeat' },
  { do: 'work', twice: false },
  { do: 'say', body: '1 y 2' },
  { do: 'work', twice: false },
  { do: 'say', body: '2' },
  { do: 'work', twice: false },
  { do: 'move', which: 0, hours: 24 },
  { do: 'wait', hours: 20 },
  { do: 'work', twice: true },
  ...Array.from({ length: 9 }, (): Command[] => [
    { do: 'wait', hours: 12 },
    { do: 'work', twice: false },
  ]).flat(),
  { do: 'say', body: 'ALTO' },
  { do: 'work', twice: false },
  { do: 'wait', hours: 24 },
  { do: 'work', twice: false },
];

/** A list that the cap holds until the morning, while one of its workshops is called off. */
const A_HELD_LIST: Command[] = [
  { do: 'announce' },
  { do: 'work', twice: false },
  { do: 'wait', hours: 8 },
  { do: 'work', twice: false },
  { do: 'cancel', which: 1 },
  { do: 'wait', hours: 17 },
  { do: 'work', twice: false },
  { do: 'wait', hours: 24 },
  { do: 'work', twice: true },
];

let program: TestProgram;
let n = 0;
const went = new Set<string>();

beforeAll(async () => {
  program = await startTestProgram('whole-sequence', { workers: false, still: true });
  await program.load(programme);
});

afterAll(() => program.close());

const idOf = (at: number) => `${'abc'[at]}${n}`;

/** Each life begins in a month of its own: what came before is over. */
async function beginLife(): Promise<Contact> {
  n += 1;
  const start = new Date('2027-01-04T10:00:00-08:00').getTime() + n * 42 * DAY;
  program.clock.moveTo(new Date(start));
  const schools = ['p', 'q'].map((name) => `${name}${n}`);
  const startsAt = (days: number) => new Date(start + days * DAY).toISOString();
  await program.load(
    ...schools.map((id) => ({ ...site(id), name: `Escuela ${id}` })),
    ...[7, 8, 10].map((days, at) =>
      workshop({
        id: idOf(at),
        site: schools[at % 2],
        title: { es: ['Leer', 'Salud', 'Notas'][at], en: 'x' },
        startsAt: startsAt(days),
        endsAt: startsAt(days + 0.05),
      }),
    ),
    family(n, { sites: schools }),
  );
  return program.world.store.contacts
    .findOne({ phone: phoneOf(n) })
    .lean<Contact>()
    .orFail();
}

async function obey(contact: Contact, one: Command): Promise<void> {
  const { world, clock, twilio } = program;
  switch (one.do) {
    case 'say':
      await twilio.inbound({ from: contact.phone, body: one.body });
      return;
    case 'wait':
      return clock.moveTo(new Date(clock.now().getTime() + one.hours * HOUR));
    case 'work':
      return work(contact, one.twice);
    case 'move': {
      const { startsAt } = await world.store.workshops
        .findById(idOf(one.which))
        .lean<Workshop>()
        .orFail();
      const to = new Date(startsAt.getTime() + one.hours * HOUR).toISOString();
      await runCommand(program, 'move', { workshop: idOf(one.which), startsAt: to });
      return;
    }
    case 'cancel':
    case 'invite':
      await runCommand(program, one.do, { workshop: idOf(one.which) });
      return;
    case 'announce': {
      const text = { es: 'Feria de libros.', en: 'Book fair.' };
      await runCommand(program, 'broadcast', { audience: { phones: [contact.phone] }, text });
      return;
    }
    case 'repeat': // a worker died before it noted how far it had come
      await world.store.broadcasts.updateMany({}, { $set: { running: true, cursor: null } });
      return;
    case 'fault': {
      const status = one.code === 20429 ? 429 : 400;
      return twilio.faults([
        { kind: 'error', status, code: one.code, match: { to: contact.phone }, times: 1 },
      ]);
    }
  }
}

/** Does all that is due but the sending, and then sends: each create is held against how all stands. */
async function work(contact: Contact, twice: boolean): Promise<void> {
  const { world, twilio } = program;
  for (let round = 0; round < 3; round += 1) {
    const workers = Array.from({ length: twice ? 2 : 1 });
    await Promise.all(workers.map(() => takeTurns(world, contact._id)));
    await Promise.all(workers.map(() => workDue(world)));
    const before = (await twilio.requests()).length;
    const stands = await standing(contact);
    await Promise.all(workers.map(() => sendDue(world)));
    const made = (await twilio.requests()).slice(before);
    for (const { statusCallback } of made) await judge(stands, statusCallback);
    if (made.length === 0) return;
  }
}

type Stands = Awaited<ReturnType<typeof standing>>;

async function standing(contact: Contact) {
  const { store, clock } = program.world;
  const [ledger, workshops, rsvps, sent] = await Promise.all([
    ledgerOf(program.world, contact._id),
    store.workshops.find().lean<Workshop[]>(),
    store.rsvps.find({ contact: contact._id }).lean<Rsvp[]>(),
    sentTo(contact),
  ]);
  return { ledger, workshops, rsvps, sent, at: clock.now(), contact };
}

function sentTo(contact: Contact): Promise<Message[]> {
  return program.world.store.messages
    .find({ contact: contact._id, state: 'sent' })
    .sort({ sentAt: 1, _id: 1 })
    .lean<Message[]>();
}

async function judge(stands: Stands, statusCallback: string): Promise<void> {
  const id = new URL(statusCallback).searchParams.get('m');
  const message = await program.world.store.messages.findById(id).lean<Message>().orFail();
  if (message.contact !== stands.contact._id) return;
  went.add(message.stage ?? message.kind);
  expect(saidNo(stands.ledger, message), `${message.kind} ${message.stage}`).toBe(false);
  expect(untrue(stands, message), `${message.stage}: ${message.body}`).toEqual([]);
  if (message.kind !== 'notice' && message.kind !== 'proactive') return;
  const { minutes, day } = localTime(stands.at, ZONE);
  const opens = message.kind === 'notice' ? 7 : day.weekday === 0 ? 12 : 10;
  const closes = message.kind === 'notice' ? 21 : 19.5;
  expect(minutes >= opens * 60 && minutes < closes * 60, `${message.stage} at ${minutes}`).toBe(
    true,
  );
  if (message.kind === 'proactive') expect(overCap(stands), message.stage ?? '').toBe(false);
}

function saidNo(ledger: readonly ConsentEvent[], { kind, allowedAfterOptOut }: Message): boolean {
  const last = (...changes: string[]) =>
    Math.max(0, ...ledger.filter(({ change }) => changes.includes(change)).map(({ at }) => +at));
  const out = last('opted_out') > 0 && last('opted_out') >= last('granted');
  if (out) return !(kind === 'fixed' && allowedAfterOptOut);
  const rests = last('suspended') > last('resumed', 'granted', 'opted_out');
  return rests && (kind === 'notice' || kind === 'proactive');
}

/** Which of the workshops a text speaks of it is wrong about. */
function untrue({ workshops, rsvps }: Stands, message: Message): string[] {
  return aboutAll(message).flatMap(({ workshop: id, startsAt, states, cancelled = false }) => {
    const found = workshops.find(({ _id }) => _id === id);
    const state = rsvps.find((rsvp) => rsvp.workshop === id)?.state ?? 'invited';
    const isSo =
      found !== undefined &&
      +found.startsAt === +startsAt &&
      (found.cancelledAt !== null) === cancelled &&
      states.includes(state);
    return isSo ? [] : [id];
  });
}

function overCap({ sent, at }: Stands): boolean {
  const before = sent.filter(
    ({ kind, sentAt }) => kind === 'proactive' && +at - +sentAt! < 7 * DAY,
  );
  const today = localTime(at, ZONE).day.day;
  return (
    before.length >= 3 || before.some(({ sentAt }) => localTime(sentAt!, ZONE).day.day === today)
  );
}

const ONCE = ['reminder_3d', 'reminder_1d', 'morning_of', 'nudge_1', 'nudge_2', 'cancelled'];

/** Stages that were said twice of one start, and invitations to a date that she was told of last. */
function saidTwice(sent: readonly Message[]): string[] {
  const seen = new Set<string>();
  const told = new Map<string, number>();
  return sent.flatMap((text) =>
    aboutAll(text).flatMap(({ workshop: id, startsAt }) => {
      const key = `${text.stage} ${id} ${+startsAt}`;
      const isAgain = ONCE.includes(text.stage ?? '') && seen.has(key);
      const isKnown = text.stage === 'invitation' && told.get(id) === +startsAt;
      seen.add(key);
      told.set(id, +startsAt);
      return isAgain || isKnown ? [key] : [];
    }),
  );
}

it(
  'sends nothing to who said no, outside the hours, over the cap, untrue or twice, whatever happens',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 20, maxLength: 30, size: 'max' }),
        async (commands) => {
          const contact = await beginLife();
          for (const one of commands) await obey(contact, one);
          await program.twilio.clearFaults();
          await work(contact, false);
          const sent = await sentTo(contact);
          expect(saidTwice(sent)).toEqual([]);
          expect(await program.texts(contact.phone)).toHaveLength(sent.length);
        },
      ),
      { numRuns: RUNS, endOnFailure: true, examples: [[A_WEEK], [A_HELD_LIST]] },
    );
    expect([...went]).toEqual(
      expect.arrayContaining(['invitation', 'answer', 'fixed', 'reminder_3d']),
    );
  },
  180_000 + RUNS * 20_000,
);

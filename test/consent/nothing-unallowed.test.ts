import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lapseSilence, takeTurns } from '#conversations';
import {
  type ConsentEvent,
  DAY,
  HOUR,
  localTime,
  type Message,
  type MessageKind,
  MINUTE,
} from '#domain';
import { compose, deliver } from '#outbox';
import { type ConsentScene, startConsentScene } from '../support/consent-scene.ts';
import { deliverBulk } from '../support/deliver-bulk.ts';
import { family, phoneOf, ZONE } from '../support/programme.ts';
import { type Command, command } from './commands.ts';

let scene: ConsentScene;
let n = 0;
const passed = new Map<MessageKind, number>();

beforeAll(async () => {
  // No worker does anything by itself: the ledger at every create is known.
  scene = await startConsentScene('nothing-unallowed', { workers: false });
});

afterAll(() => scene.close());

const composed = (kind: MessageKind): Command => {
  return { do: 'compose', kind, hours: 'usual', allowed: false, validHours: 9 };
};
/** At eleven in the morning, to a family with consent: a text of every kind may go. */
const EVERY_KIND: Command[] = [
  { do: 'say', body: 'hola' },
  { do: 'turns' },
  ...(['fixed', 'notice', 'proactive', 'staff'] as const).map(composed),
  { do: 'deliver' },
];
/** An older paper, loaded while she is being asked whether to stop, resumes nothing. */
const OLDER_PAPER: Command[] = [
  { do: 'say', body: 'ya estuvo' },
  { do: 'load', daysAgo: 3 },
  composed('notice'),
  { do: 'deliver' },
];
/** While she is being asked whether to stop, and after she has said so, chance alone tries too little. */
const HELD: Command[][] = ['ya estuvo', 'ALTO'].map((body) => [
  composed('proactive'),
  { do: 'say', body },
  composed('notice'),
  { do: 'deliver' },
  { do: 'turns' },
]);

async function obey(phone: string, one: Command, index: number): Promise<void> {
  const { world, clock, twilio, load } = scene.program;
  const contact = await scene.contact(phone);
  const now = clock.now();
  switch (one.do) {
    case 'say':
      await twilio.inbound({ from: phone, body: one.body });
      return;
    case 'turns':
      return takeTurns(world, contact._id);
    case 'silence':
      for (const { _id } of await world.store.conversations.find({
        contact: contact._id,
        open: true,
      }))
        await lapseSilence(world, _id);
      return;
    case 'load': {
      const { consent, ...rest } = family(n);
      const at = new Date(now.getTime() - one.daysAgo * DAY - MINUTE).toISOString();
      return load({ ...rest, consent: { ...consent, at } });
    }
    case 'refuse':
      return twilio.faults([
        { kind: 'error', status: 400, code: 21610, match: { to: phone }, times: 1 },
      ]);
    case 'wait':
      clock.moveTo(new Date(now.getTime() + one.minutes * MINUTE));
      return;
    case 'compose': {
      const { kind, hours, allowed, validHours } = one;
      const draft = {
        cause: `property:${contact._id}:${index}`,
        kind,
        hours,
        body: `${kind} ${index}`,
        language: 'es',
        allowedAfterOptOut: allowed,
        validUntil: new Date(now.getTime() + validHours * HOUR),
      };
      await world.store.transaction((tx) => compose(world, contact, [draft], tx));
      return;
    }
    case 'deliver':
      return delivered(phone);
  }
}

/** Delivers both queues, and holds every create that this made against the ledger as it stood. */
async function delivered(phone: string): Promise<void> {
  const { world, clock, twilio } = scene.program;
  const { _id } = await scene.contact(phone);
  for (const sending of [deliver, deliverBulk]) {
    const before = (await twilio.requests()).length;
    const ledger = await scene.ledger(phone);
    const earlier = await sentBefore(_id);
    const at = clock.now();
    await sending(world, _id);
    for (const { statusCallback } of (await twilio.requests()).slice(before)) {
      const id = new URL(statusCallback).searchParams.get('m');
      const message = (await world.store.messages.findById(id).lean<Message>())!;
      passed.set(message.kind, (passed.get(message.kind) ?? 0) + 1);
      judge(message, ledger, earlier, at);
      if (message.kind === 'proactive') earlier.push(at);
    }
  }
}

async function sentBefore(contact: string): Promise<Date[]> {
  const { messages } = scene.program.world.store;
  const sent = await messages.find({ contact, kind: 'proactive', state: 'sent' }).lean<Message[]>();
  return sent.map(({ sentAt }) => sentAt!);
}

/** The rules, said once more and more simply than the program says them. */
function judge(message: Message, ledger: ConsentEvent[], earlier: Date[], at: Date): void {
  const last = (...changes: string[]) =>
    Math.max(0, ...ledger.filter(({ change }) => changes.includes(change)).map((e) => +e.at));
  const out = last('opted_out') > 0 && last('opted_out') >= last('granted');
  const unasked = message.kind === 'notice' || message.kind === 'proactive';
  const about = `${message.kind} after ${ledger.map(({ change }) => change).join(', ')}`;
  if (out) expect([message.kind, message.allowedAfterOptOut], about).toEqual(['fixed', true]);
  if (unasked) expect(last('granted'), about).toBeGreaterThan(0);
  const over = last('resumed', 'granted', 'opted_out');
  if (unasked) expect(last('suspended') > over, about).toBe(false);
  expect(message.validUntil > at, about).toBe(true);
  const { minutes, day } = localTime(at, ZONE);
  if (unasked) expect(minutes >= 7 * 60 && minutes < 21 * 60, about).toBe(true);
  if (message.kind !== 'proactive') return;
  const opens = day.weekday === 0 ? 12 : 10;
  expect(minutes >= opens * 60 && minutes < 19.5 * 60, about).toBe(true);
  const sameDay = earlier.filter(
    (time) => localTime(time, ZONE).day.day === day.day && +at - +time < 2 * DAY,
  );
  expect(sameDay, about).toHaveLength(0);
  expect(earlier.filter((time) => +at - +time < 7 * DAY).length, about).toBeLessThan(3);
}

it('never makes a create that the ledger did not allow, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 25, maxLength: 40, size: 'max' }),
      fc.boolean(),
      async (commands, onList) => {
        n += 1;
        const phone = phoneOf(n);
        await scene.program.load(family(n, onList ? {} : { consent: null }));
        for (const [index, one] of commands.entries()) await obey(phone, one, index);
        await scene.program.twilio.clearFaults();
        await obey(phone, { do: 'turns' }, -1);
        await delivered(phone);
      },
    ),
    {
      numRuns: 10,
      endOnFailure: true,
      examples: [EVERY_KIND, OLDER_PAPER, ...HELD].map((commands) => [commands, true]),
    },
  );
  expect([...passed.keys()].sort()).toEqual(['answer', 'fixed', 'notice', 'proactive', 'staff']);
}, 90_000);

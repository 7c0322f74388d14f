import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyConsentEvent,
  type ConsentChange,
  DAY,
  HOUR,
  hasConsent,
  isOpen,
  localTime,
  MINUTE,
  noConsent,
} from '#domain';
import { type GateFacts, passGate } from '../../src/outbox/gate.ts';

const START = Date.UTC(2026, 10, 27);
const PLACE = { timeZone: 'America/Los_Angeles', state: 'CA' };
const WEEK = 7 * DAY;
/** `PROPERTY_RUNS=20000` tries that many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 600);

type Text = Pick<GateFacts['message'], 'kind' | 'hours'> & { after: number; valid: number };
type Step =
  | { do: 'consent'; change: ConsentChange }
  | { do: 'text'; text: Text }
  | { do: 'move' }
  | { do: 'write' }
  | { do: 'wait'; minutes: number }
  | { do: 'try' };

const text = fc.record({
  kind: fc.constantFrom('notice' as const, 'proactive' as const, 'answer' as const),
  hours: fc.constantFrom('usual' as const, 'hard' as const, 'any' as const),
  after: fc.integer({ min: 0, max: 600 }),
  valid: fc.integer({ min: 10, max: 5 * 24 * 60 }),
});
const changes: ConsentChange[] = ['granted', 'granted', 'opted_out', 'suspended', 'resumed'];
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(...changes).map((change) => ({ do: 'consent', change })),
  },
  { weight: 5, arbitrary: text.map((one) => ({ do: 'text', text: one })) },
  { weight: 1, arbitrary: fc.constant({ do: 'move' }) },
  { weight: 1, arbitrary: fc.constant({ do: 'write' }) },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 1500 }).map((minutes) => ({ do: 'wait', minutes })),
  },
  { weight: 8, arbitrary: fc.constant({ do: 'try' }) },
) as fc.Arbitrary<Step>;

/** A text in the queue: true while the workshop has not moved since it was made. */
type Queued = { message: GateFacts['message']; dueAt: number; moves: number; gone: boolean };

/** What a family has lived through, with the gate alone between the queue and her phone. */
type Life = {
  now: number;
  consent: typeof noConsent;
  wrote: Date | null;
  moves: number;
  queue: Queued[];
  sent: { at: number; one: Queued }[];
};

const consented = (change: ConsentChange, at: number, before = noConsent) =>
  applyConsentEvent(before, { change, scope: 'all', at: new Date(at) });

function beginLife(): Life {
  const now = START + 20 * HOUR;
  const consent = consented('granted', START);
  return { now, consent, wrote: null, moves: 0, queue: [], sent: [] };
}

function live(life: Life, one: Step): void {
  if (one.do === 'wait') life.now += one.minutes * MINUTE;
  if (one.do === 'move') life.moves += 1;
  if (one.do === 'write') life.wrote = new Date(life.now);
  if (one.do === 'consent') life.consent = consented(one.change, life.now, life.consent);
  if (one.do === 'text') life.queue.push(madeIn(life, one.text));
  if (one.do === 'try') for (const each of life.queue) attempt(life, each);
}

function madeIn({ now, moves }: Life, { kind, hours, after, valid }: Text): Queued {
  const message = {
    kind,
    hours,
    scope: 'workshops',
    channel: 'sms',
    about: null,
    allowedAfterOptOut: false,
    validUntil: new Date(now + valid * MINUTE),
  } as const;
  return { message, dueAt: now + after * MINUTE, moves, gone: false };
}

/** As delivery does: what waits is tried again at its time, what is withheld never. */
function attempt(life: Life, each: Queued): void {
  if (each.gone || each.dueAt > life.now) return;
  const verdict = passGate(factsFor(life, each));
  if (verdict.kind === 'wait') each.dueAt = verdict.until.getTime();
  else each.gone = true;
  if (verdict.kind !== 'pass') return;
  judge(life, each);
  life.sent.push({ at: life.now, one: each });
}

const proactiveOf = ({ sent }: Life) => sent.filter(({ one }) => one.message.kind === 'proactive');

function factsFor(life: Life, { message, moves }: Queued): GateFacts {
  const { consent, wrote, now } = life;
  return {
    message,
    contact: { consent, numberDead: false, lastInbound: wrote ? { sms: wrote } : {} },
    now: new Date(now),
    holds: moves === life.moves,
    place: PLACE,
    otherProactive: proactiveOf(life).map(({ at }) => new Date(at)),
    canSend: true,
  };
}

/** The rules, said once more and more simply than the gate says them. */
function judge(life: Life, { message, moves }: Queued): void {
  const { kind, validUntil } = message;
  const { consent, now } = life;
  expect(consent.optedOutAt).toBeNull();
  expect(moves).toBe(life.moves);
  expect(+validUntil).toBeGreaterThan(now);
  if (kind === 'answer') return;
  expect(hasConsent(consent, 'workshops')).toBe(true);
  expect(consent.suspendedAt).toBeNull();
  const limits = kind === 'proactive' ? 'usual' : 'hard';
  expect(isOpen({ at: new Date(now), ...PLACE, limits })).toBe(true);
  if (kind !== 'proactive') return;
  const dayOf = (at: number) => localTime(new Date(at), PLACE.timeZone).day.day;
  const before = proactiveOf(life).filter(({ at }) => now - at < WEEK);
  expect(before.length).toBeLessThan(3);
  expect(before.map(({ at }) => dayOf(at))).not.toContain(dayOf(now));
}

it('never lets through what may not go, however consent, time, moves and retries follow each other', () => {
  let sent = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const life = beginLife();
      for (const one of steps) live(life, one);
      sent += life.sent.length;
      // Tried again and again, each went once at most.
      expect(new Set(life.sent.map(({ one }) => one)).size).toBe(life.sent.length);
    }),
    { numRuns: RUNS },
  );
  expect(sent).toBeGreaterThan(RUNS / 2);
});

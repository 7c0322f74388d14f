import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  applyConsentEvent,
  type ConsentChange,
  DAY,
  HOUR,
  hasConsent,
  isOpen,
  MINUTE,
  noConsent,
  type RsvpState,
} from '#domain';
import { type GateFacts, limitsFor, passGate } from '../../src/outbox/gate.ts';

const START = Date.UTC(2026, 10, 27);
const at = (minutes: number) => new Date(START + minutes * MINUTE);
const instant = fc.integer({ min: 0, max: 14 * 24 * 60 }).map(at);
/** Mostly so, since most of what reaches the gate is; the rest would never be tried otherwise. */
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const change = fc.record({
  change: fc.constantFrom<ConsentChange>(
    'number_given',
    'granted',
    'opted_out',
    'suspended',
    'resumed',
    'requested',
    'carrier_blocked',
    'carrier_unblocked',
  ),
  scope: fc.constantFrom('workshops' as const, 'all' as const),
  at: instant,
});

/** Where a contact stands after any changes, in any order. */
const consent = fc
  .array(change, { maxLength: 8 })
  .map((changes) => changes.reduce(applyConsentEvent, noConsent));

const facts: fc.Arbitrary<GateFacts> = fc
  .record({
    message: fc.record({
      kind: fc.constantFrom('answer', 'fixed', 'notice', 'proactive', 'staff'),
      scope: fc.constant('workshops'),
      hours: fc.constantFrom('usual', 'hard', 'urgent', 'any'),
      allowedAfterOptOut: fc.boolean(),
      validUntil: fc.integer({ min: -60, max: 5 * 24 * 60 }).map((minutes) => minutes * MINUTE),
      channel: fc.constantFrom('sms', 'whatsapp'),
      about: fc.option(
        fc.record({
          workshop: fc.constant('reading'),
          startsAt: instant,
          states: fc.constant<RsvpState[]>(['yes']),
        }),
      ),
    }),
    contact: fc.record({
      consent,
      numberDead: mostly.map((alive) => !alive),
      lastInbound: fc
        .record({ sms: maybe(instant), whatsapp: maybe(instant) })
        .map(({ sms, whatsapp }) => ({ ...(sms && { sms }), ...(whatsapp && { whatsapp }) })),
    }),
    now: instant,
    holds: mostly,
    place: fc.record({
      timeZone: fc.constantFrom('America/Los_Angeles', 'America/New_York', 'Pacific/Honolulu'),
      state: fc.constantFrom(null, 'CA', 'TX', 'RI', 'OK'),
    }),
    otherProactive: fc.array(instant, { maxLength: 5 }),
    canSend: mostly,
    overLimit: mostly.map((within) => !within),
  })
  .map(({ message, now, ...rest }) => {
    const validUntil = new Date(+now + message.validUntil);
    return { ...rest, now, message: { ...message, validUntil } };
  });

/** Whatever passes must be so; that much does pass is seen to, or nothing would have been shown. */
function passesOnlyIf(what: (facts: GateFacts) => boolean): void {
  let passed = 0;
  fc.assert(
    fc.property(facts, (given) => {
      if (passGate(given).kind !== 'pass') return;
      passed += 1;
      expect(what(given)).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(passed).toBeGreaterThan(100);
}

it('lets nothing but fixed texts, answers and texts to staff pass without consent', () => {
  passesOnlyIf(({ message: { kind, scope }, contact }) => {
    return ['answer', 'fixed', 'staff'].includes(kind) || hasConsent(contact.consent, scope);
  });
});

it('lets nothing pass to who has opted out but a fixed text that was made for it', () => {
  passesOnlyIf(({ message, contact }) => {
    const exempt = message.kind === 'fixed' && message.allowedAfterOptOut;
    return contact.consent.optedOutAt === null || exempt;
  });
});

it('lets an answer pass only within 24 hours of what it answers', () => {
  passesOnlyIf(({ message, contact, now }) => {
    const wrote = Object.values(contact.lastInbound).some((time) => +now - +time < DAY);
    return message.kind !== 'answer' || wrote;
  });
});

it('lets nothing unasked pass outside hours, and nothing proactive outside the usual ones', () => {
  passesOnlyIf(({ message, now, place }) => {
    if (message.kind === 'proactive') return isOpen({ at: now, ...place, limits: 'usual' });
    if (message.kind !== 'notice') return true;
    const widest = message.hours === 'urgent' ? 'urgent' : 'hard';
    return isOpen({ at: now, ...place, limits: widest });
  });
});

it('lets a notice use the hard limits only where the usual hours would come too late', () => {
  passesOnlyIf(({ message, now, place }) => {
    if (message.kind !== 'notice' || message.hours !== 'usual') return true;
    if (isOpen({ at: now, ...place, limits: 'usual' })) return true;
    const useful = message.about ? +message.about.startsAt - 2 * HOUR : Number.POSITIVE_INFINITY;
    // The next opening is less than a day and a half away: what has longer can wait for it.
    return Math.min(useful, +message.validUntil) - +now < 36 * HOUR;
  });
});

it('lets nothing stale pass, nothing to a dead or blocked number, nothing without a sender', () => {
  passesOnlyIf(({ message, contact, now, holds, canSend }) => {
    const reachable = !(contact.numberDead && message.channel === 'sms');
    const open = contact.consent.carrierBlockedAt === null;
    return holds && now < message.validUntil && reachable && open && canSend;
  });
});

it('lets no free text pass on WhatsApp after 24 hours', () => {
  passesOnlyIf(({ message, contact, now }) => {
    const last = contact.lastInbound.whatsapp;
    return message.channel !== 'whatsapp' || (last !== undefined && +now - +last < DAY);
  });
});

it('lets nothing unasked pass while she is being asked whether to stop', () => {
  passesOnlyIf(({ message, contact }) => {
    const unasked = message.kind === 'proactive' || message.kind === 'notice';
    return !unasked || contact.consent.suspendedAt === null;
  });
});

it('holds back nothing but what is proactive when the month is used up, and that always', () => {
  passesOnlyIf(({ message, overLimit }) => !overLimit || message.kind !== 'proactive');
  fc.assert(
    fc.property(facts, (given) => {
      const verdict = passGate(given);
      if (verdict.kind !== 'pass' && verdict.reason === 'monthly_limit')
        expect(given.message.kind).toBe('proactive');
    }),
    { numRuns: 1000 },
  );
});

it('holds a text only until a later instant at which it is still of use', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const verdict = passGate(given);
      if (verdict.kind !== 'wait') return;
      expect(verdict.until > given.now).toBe(true);
      expect(verdict.until < given.message.validUntil).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['proactive', 'any', 'usual'],
  ['proactive', 'urgent', 'usual'],
  ['notice', 'any', 'usual'],
  ['notice', 'urgent', 'urgent'],
  ['fixed', 'usual', 'usual'],
  ['answer', 'any', null],
  ['staff', 'any', null],
] as const)('a text of kind %s marked for %s hours keeps to: %s', (kind, hours, limits) => {
  expect(limitsFor({ kind, hours })).toBe(limits);
});

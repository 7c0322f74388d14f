import {
  type Contact,
  DAY,
  HOUR,
  type HourLimits,
  type Message,
  nextOpening,
  type SendingMoment,
  type WithheldReason,
} from '#domain';
import { earliestUnderCap } from './cap.ts';

/** All that decides over one text; gathered by `gatherFacts`, so that the gate itself is pure. */
export type GateFacts = {
  message: Pick<
    Message,
    'kind' | 'scope' | 'hours' | 'allowedAfterOptOut' | 'validUntil' | 'channel' | 'about'
  >;
  contact: Pick<Contact, 'consent' | 'numberDead' | 'lastInbound'>;
  now: Date;
  /** What it speaks of is still so: the workshop starts then, and the RSVP stands so. */
  holds: boolean;
  place: { timeZone: string; state: string | null };
  /** When the other proactive texts to her went or are to go. */
  otherProactive: readonly Date[];
  /** A sender is configured for the channel. */
  canSend: boolean;
  /** It would take the month beyond the programme's limit of segments. */
  overLimit?: boolean;
};

/** Let through now; held until an instant, when it passes the gate anew; or not to be sent, and why. */
export type Verdict =
  | { kind: 'pass' }
  | { kind: 'wait'; until: Date; reason: WithheldReason }
  | { kind: 'withhold'; reason: WithheldReason };

type Check = (facts: GateFacts) => Verdict | null;

/** In the order of design §5; the first that objects decides. */
const CHECKS: readonly Check[] = [
  isStillTrue,
  hasLeave,
  isNotSuspended,
  isReachable,
  isWithinHours,
  isUnderCap,
  isWithinMonth,
  isInWindow,
];

/**
 * The one gate every text passes, once when it is stored and again when it is sent. Nothing but `fixed`,
 * `answer` and `staff` texts gets by without consent, whatever code asks.
 */
export function passGate(facts: GateFacts): Verdict {
  for (const check of CHECKS) {
    const verdict = check(facts);
    if (verdict?.kind === 'wait' && verdict.until >= facts.message.validUntil) {
      return { kind: 'withhold', reason: verdict.reason };
    }
    if (verdict) return verdict;
  }
  return { kind: 'pass' };
}

/** An answer is one only to what she wrote in the last 24 hours, whatever its maker thinks (design §5). */
function isStillTrue({ message, contact, holds, now }: GateFacts): Verdict | null {
  const answers =
    message.kind !== 'answer' || wroteWithinDay(Object.values(contact.lastInbound), now);
  return holds && answers && now < message.validUntil
    ? null
    : { kind: 'withhold', reason: 'stale' };
}

function wroteWithinDay(times: readonly (Date | undefined)[], now: Date): boolean {
  return times.some((at) => at !== undefined && now.getTime() - new Date(at).getTime() < DAY);
}

/** After an opt-out only `fixed` texts go, and of those only the ones that answer it, or HELP, or a yes. */
function hasLeave({ message, contact }: GateFacts): Verdict | null {
  const { consent } = contact;
  if (consent.optedOutAt && !(message.kind === 'fixed' && message.allowedAfterOptOut)) {
    return { kind: 'withhold', reason: 'opted_out' };
  }
  const asked = message.kind === 'answer' || message.kind === 'fixed' || message.kind === 'staff';
  if (!asked && !consent.granted[message.scope]) return { kind: 'withhold', reason: 'no_consent' };
  return null;
}

/** While she is being asked whether she meant to stop, only what she is asked and answered goes. */
function isNotSuspended({ message, contact, now }: GateFacts): Verdict | null {
  const unasked = message.kind === 'proactive' || message.kind === 'notice';
  if (!contact.consent.suspendedAt || !unasked) return null;
  return { kind: 'wait', until: new Date(now.getTime() + HOUR), reason: 'suspended' };
}

function isReachable({ message, contact, canSend }: GateFacts): Verdict | null {
  if (contact.consent.carrierBlockedAt) return { kind: 'withhold', reason: 'carrier_blocked' };
  if (contact.numberDead && message.channel === 'sms') {
    return { kind: 'withhold', reason: 'number_dead' };
  }
  return canSend ? null : { kind: 'withhold', reason: 'no_sender' };
}

/**
 * Which hours hold for a text; null for one that may go at any. What nobody asked for keeps to hours,
 * whatever its maker wrote on it, and what is proactive to the usual ones.
 */
export function limitsFor(message: Pick<Message, 'kind' | 'hours'>): HourLimits | null {
  if (message.kind === 'proactive') return 'usual';
  if (message.hours !== 'any') return message.hours;
  return message.kind === 'notice' ? 'usual' : null;
}

function isWithinHours({ message, place, now }: GateFacts): Verdict | null {
  const limits = limitsFor(message);
  if (limits === null) return null;
  const moment: SendingMoment = { at: now, ...place, limits };
  const opening = tooLate(message, nextOpening(moment))
    ? nextOpening({ ...moment, limits: limits === 'urgent' ? 'urgent' : 'hard' })
    : nextOpening(moment);
  return opening > now ? { kind: 'wait', until: opening, reason: 'hours' } : null;
}

/**
 * Two hours before the start a family is on its way: a notice that would come later than that by the usual
 * hours may use the hard limits.
 */
function tooLate(message: GateFacts['message'], opening: Date): boolean {
  if (message.kind !== 'notice') return false;
  const useful = message.about
    ? message.about.startsAt.getTime() - 2 * HOUR
    : Number.POSITIVE_INFINITY;
  return opening.getTime() > useful || opening >= message.validUntil;
}

function isUnderCap({ message, place, now, otherProactive }: GateFacts): Verdict | null {
  if (message.kind !== 'proactive') return null;
  const earliest = earliestUnderCap(now, otherProactive, place.timeZone);
  if (earliest <= now) return null;
  const until = nextOpening({ at: earliest, ...place, limits: 'usual' });
  return { kind: 'wait', until, reason: 'cap' };
}

/** A month whose limit is reached may be given more at any time, or end: what nobody asked for waits. */
function isWithinMonth({ message, overLimit, now }: GateFacts): Verdict | null {
  if (!overLimit || message.kind !== 'proactive') return null;
  return { kind: 'wait', until: new Date(now.getTime() + HOUR), reason: 'monthly_limit' };
}

/** WhatsApp takes free text only within 24 hours of her last message there (twilio.md §4). */
function isInWindow({ message, contact, now }: GateFacts): Verdict | null {
  if (message.channel !== 'whatsapp') return null;
  const open = wroteWithinDay([contact.lastInbound.whatsapp], now);
  return open ? null : { kind: 'withhold', reason: 'window' };
}

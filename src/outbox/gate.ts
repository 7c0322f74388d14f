import {
  type Contact,
  DAY,
  HOUR,
  type HourLimits,
  type Message,
  type MessageTemplate,
  nextOpening,
  type SendingMoment,
  type WithheldReason,
} from '#domain';
import { earliestUnderCap } from './cap.ts';
import type { Hold } from './holds.ts';

/** All that decides over one text; gathered by `gatherFacts`, so that the gate itself is pure. */
export type GateFacts = {
  message: Pick<
    Message,
    | 'kind'
    | 'scope'
    | 'hours'
    | 'allowedAfterOptOut'
    | 'validUntil'
    | 'channel'
    | 'about'
    | 'also'
    | 'template'
  >;
  contact: Pick<Contact, 'consent' | 'numberDead' | 'lastInbound'> &
    Partial<Pick<Contact, 'phone' | 'whatsappDead' | 'unreachableFrom'>>;
  now: Date;
  /** What it speaks of is still so: the workshop starts then, and the RSVP stands so. */
  holds: boolean;
  place: { timeZone: string; state: string | null };
  /** When the other proactive texts to her went or are to go. */
  otherProactive: readonly Date[];
  /** A sender is configured for the channel. */
  canSend: boolean;
  /** How else a text of WhatsApp may go; null or none where it may not. */
  instead?: { sms: boolean; template: MessageTemplate | null } | null;
  /** The channel's sender rests until then; null or none where it does not. */
  hold?: Hold | null;
  /** It would take the month beyond the programme's limit of segments. */
  overLimit?: boolean;
};

/**
 * Let through now, `with` what must first be stored of it, or it would not be found at Twilio; held until an
 * instant, when it passes the gate anew; or not to be sent, and why.
 */
export type Verdict =
  | { kind: 'pass'; with?: Partial<Message> }
  | { kind: 'wait'; until: Date; reason: WithheldReason }
  | { kind: 'withhold'; reason: WithheldReason };

type Check = (facts: GateFacts) => Verdict | null;

/** In the order of design §5; the first that objects decides. */
const CHECKS: readonly Check[] = [
  isStillTrue,
  hasLeave,
  isNotSuspended,
  isReachable,
  isNotHeld,
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
  let bySms = false;
  for (const check of CHECKS) {
    const verdict = check(facts);
    if (verdict?.kind === 'wait' && verdict.until >= facts.message.validUntil) {
      return { kind: 'withhold', reason: verdict.reason };
    }
    // What WhatsApp cannot bring goes by SMS, where that may be; the checks that follow hold for both.
    if (verdict?.kind === 'withhold' && hasWayOut(facts, verdict.reason)) bySms = true;
    else if (verdict) return verdict;
  }
  if (bySms) return { kind: 'pass', with: { channel: 'sms', buttons: null, template: null } };
  const template = facts.instead?.template;
  const isNew = template && !facts.message.template && isOutsideWindow(facts);
  return isNew ? { kind: 'pass', with: { template } } : { kind: 'pass' };
}

const WAYS_OUT: readonly WithheldReason[] = ['number_dead', 'no_sender', 'window'];

function hasWayOut({ message, instead }: GateFacts, reason: WithheldReason): boolean {
  return message.channel === 'whatsapp' && Boolean(instead?.sms) && WAYS_OUT.includes(reason);
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
  if (message.channel === 'whatsapp' && isBlockedThere(message, contact)) {
    return { kind: 'withhold', reason: 'carrier_blocked' };
  }
  if (contact.whatsappDead && message.channel === 'whatsapp') {
    return { kind: 'withhold', reason: 'number_dead' };
  }
  return canSend ? null : { kind: 'withhold', reason: 'no_sender' };
}

/** She has blocked us on WhatsApp; what answers something she has written there since then may go. */
function isBlockedThere({ kind }: GateFacts['message'], contact: GateFacts['contact']): boolean {
  const blockedAt = contact.consent.whatsappBlockedAt;
  if (!blockedAt) return false;
  const wroteAt = contact.lastInbound.whatsapp;
  const isAnswer = kind === 'answer' || kind === 'fixed';
  return !(isAnswer && wroteAt && new Date(wroteAt) > new Date(blockedAt));
}

/** A sender whose settings are wrong, or that has sent its day's share, is not tried in vain. */
function isNotHeld({ hold, now }: GateFacts): Verdict | null {
  return hold && hold.until > now ? { kind: 'wait', ...hold } : null;
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
function isInWindow(facts: GateFacts): Verdict | null {
  const { message, instead } = facts;
  if (message.channel !== 'whatsapp' || !isOutsideWindow(facts)) return null;
  const template = message.template ?? instead?.template;
  return template ? null : { kind: 'withhold', reason: 'window' };
}

/** Whether only an approved template may say it: her last WhatsApp message is a day old, or Twilio says so. */
export function isOutsideWindow({
  message,
  contact,
  now,
}: Pick<GateFacts, 'message' | 'contact' | 'now'>): boolean {
  if (message.channel !== 'whatsapp') return false;
  return message.template?.must || !wroteWithinDay([contact.lastInbound.whatsapp], now);
}

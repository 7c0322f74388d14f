import type { Accepted } from '#channels';
import { asSms, ChannelError, type Contact, closesAt, type Message, MINUTE, SECOND } from '#domain';
import { actOnError } from './act-on-error.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { type GateFacts, isOutsideWindow, limitsFor, passGate } from './gate.ts';

/** How a call ended: accepted; not known, so that it stays claimed; or what the text now is. */
export type Outcome =
  | ({ kind: 'accepted' } & Accepted)
  | { kind: 'unknown' }
  | { kind: 'over'; change: Partial<Message> };

/** What the gate makes of a claimed text: null where it may be sent. */
export function heldBack(facts: GateFacts): Partial<Message> | null {
  const verdict = passGate(facts);
  if (verdict.kind === 'withhold') return { state: 'withheld', reason: verdict.reason };
  if (verdict.kind === 'wait')
    return { state: 'queued', dueAt: verdict.until, reason: verdict.reason };
  // Stored before the call, which may never be answered: a look-up must know what to look for.
  if (verdict.with) return { state: 'queued', dueAt: facts.now, ...verdict.with };
  return null;
}

/** Makes the one call for a claimed text that has passed the gate; never throws what the provider said. */
export async function sendOne(
  world: DeliverWorld,
  message: Message,
  contact: Contact,
  facts: GateFacts,
): Promise<Outcome> {
  const { clock, channel } = world;
  try {
    const accepted = await channel.send({
      messageId: message._id,
      channel: message.channel,
      phone: contact.phone,
      body: message.channel === 'sms' ? asSms(message.body) : message.body,
      media: message.media ?? null,
      buttons: message.buttons ?? null,
      template: isOutsideWindow(facts) ? (message.template ?? null) : null,
      validForSeconds: (validityEnd(message, facts).getTime() - clock.now().getTime()) / SECOND,
    });
    return { kind: 'accepted', ...accepted };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return refused(world, message, error);
  }
}

/** No text may lie in the carrier's queue until after the hard limits, or beyond its own use. */
function validityEnd(message: Message, { place, now }: GateFacts): Date {
  // What nobody asked for keeps to hours, whatever its maker wrote on it.
  if (limitsFor(message) === null) return message.validUntil;
  const limits = limitsFor(message) === 'urgent' ? 'urgent' : 'hard';
  const closes = closesAt({ at: now, ...place, limits });
  return closes && closes < message.validUntil ? closes : message.validUntil;
}

async function refused(
  world: DeliverWorld,
  message: Message,
  error: ChannelError,
): Promise<Outcome> {
  const { code } = error;
  world.log.warn({ message: message._id, code, unknown: error.unknown }, 'a text was not accepted');
  // It may have been accepted all the same: it stays claimed, and is looked up after the SDK's time-out.
  if (error.unknown) return { kind: 'unknown' };
  if (error.retryable) {
    const dueAt = new Date(world.clock.now().getTime() + backoff(message.attempts));
    return { kind: 'over', change: { state: 'queued', dueAt, errorCode: code } };
  }
  // The deed before the note: killed in between, an opt-out would be lost. Both may be done again.
  const again = await actOnError(world, message, code);
  if (again) return { kind: 'over', change: { state: 'queued', errorCode: code, ...again } };
  return { kind: 'over', change: { state: 'failed', reason: code, errorCode: code } };
}

/** Milliseconds until the next try: 1, 2, 4 … seconds, at most five minutes. */
function backoff(attempts: number): number {
  return Math.min(SECOND * 2 ** Math.max(0, attempts - 1), 5 * MINUTE);
}

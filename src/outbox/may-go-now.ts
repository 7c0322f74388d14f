import { type Contact, MOST_SEGMENTS } from '#domain';
import type { Transaction } from '#storage';
import { passGate } from './gate.ts';
import { type GateWorld, gatherFacts } from './gather-facts.ts';

/**
 * Whether the gate would let something unasked go to her at this moment, by SMS: for what is better left
 * unsaid than said at another time.
 */
export async function mayGoNow(
  world: GateWorld,
  contact: Contact,
  validUntil: Date,
  tx: Transaction,
): Promise<boolean> {
  const text = {
    _id: '',
    state: 'queued' as const,
    kind: 'proactive' as const,
    scope: 'workshops' as const,
    hours: 'usual' as const,
    channel: 'sms' as const,
    allowedAfterOptOut: false,
    about: null,
    stage: null,
    language: contact.language ?? '',
    body: '',
    segments: MOST_SEGMENTS,
    validUntil,
  };
  return passGate(await gatherFacts(world, text, contact, tx)).kind === 'pass';
}

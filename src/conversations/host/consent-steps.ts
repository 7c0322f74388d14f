import { type ConsentEntry, recordConsent } from '#contacts';
import { MINUTE } from '#domain';
import { cancelQueued } from '#outbox';
import { say } from '../say.ts';
import type { ConversationWorld, Turn } from '../turn.ts';
import type { Step } from './step.ts';

/** An opt-out is confirmed within five minutes or not at all (47 CFR 64.1200(a)(12)). */
const CONFIRMED_WITHIN = 5 * MINUTE;

/** She agreed in her own words: the ledger has them. */
export const giveConsent: Step = async (world, turn) => {
  await recordInTurn(world, turn, 'granted');
  return { outcome: 'granted', facts: {} };
};

/** She means everything: the ledger, what is queued, and the one confirmation. */
export const optOut: Step = async (world, turn) => {
  await stopEverything(world, turn);
  return { outcome: 'opted_out', facts: {} };
};

/** The ledger, what is queued, and the one confirmation, to who had not opted out before. */
export async function stopEverything(world: ConversationWorld, turn: Turn): Promise<void> {
  const before = turn.contact.consent.optedOutAt;
  await recordInTurn(world, turn, 'opted_out');
  await cancelQueued(world, turn.contact._id, turn.tx);
  if (!before) await confirmOptOut(world, turn);
}

/** She did not mean to stop: what was suspended goes on. */
export const resume: Step = async (world, turn) => {
  await recordInTurn(world, turn, 'resumed');
  return { outcome: 'resumed', facts: {} };
};

/** The one confirmation of an opt-out, in her language (47 CFR 64.1200(a)(12)). */
export async function confirmOptOut(world: ConversationWorld, turn: Turn): Promise<void> {
  const words = { namespace: 'common', key: 'opt_out_confirmation', values: {} };
  const since = world.clock.now().getTime() - Number(turn.inbound?.receivedAt ?? world.clock.now());
  await say(world, turn, words, null, { fixed: { validMs: CONFIRMED_WITHIN - since } });
}

/** Writes the ledger in this turn's name; the turn then goes on with the contact as she stands. */
export async function recordInTurn(
  world: ConversationWorld,
  turn: Turn,
  change: ConsentEntry['change'],
): Promise<void> {
  turn.contact = await recordConsent(
    world,
    turn.contact,
    consentEntry(world, turn, change),
    turn.tx,
  );
}

/** A ledger entry for what she said in this turn; with silence, there are no words of hers. */
function consentEntry(
  world: ConversationWorld,
  turn: Turn,
  change: ConsentEntry['change'],
): ConsentEntry {
  return {
    change,
    scope: 'all',
    at: turn.inbound?.receivedAt ?? world.clock.now(),
    medium: 'text',
    words: turn.inbound?.body ?? '',
    by: turn.inbound ? 'contact' : 'silence',
    cause: `${turn.cause}:${change}`,
  };
}

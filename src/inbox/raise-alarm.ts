import type { Clock, Contact } from '#domain';
import type { Hint } from '#queue';
import { type Alarm, newAlarm, type Store, type Transaction } from '#storage';

type World = { store: Pick<Store, 'alarms'>; clock: Clock };

/** What staff are called to: a message of a family, what it is about, and whether that is danger. */
export type Raised = { message: string; contact: Contact; kind: string; danger: boolean };

/**
 * Calls staff to a message, inside the turn that read it. What the same family wrote before and nobody has
 * taken yet is one alarm with it; if only now it is danger, staff are called anew, from the first.
 * @returns the hint that the first is to be called; none where somebody is being called already
 */
export async function raiseAlarm(world: World, raised: Raised, tx: Transaction): Promise<Hint[]> {
  const { message, contact, kind, danger } = raised;
  const { alarms } = world.store;
  const now = world.clock.now();
  const open = await alarms.findOne({ contact: contact._id, open: true }).session(tx).lean<Alarm>();
  if (open) {
    const graver = danger && !open.danger ? { kind, danger, called: [], dueAt: now } : {};
    const joined = { $addToSet: { messages: message }, $set: graver };
    await alarms.updateOne({ _id: open._id }, joined, { session: tx });
    return danger && !open.danger ? [callOf(open._id)] : [];
  }
  const said = { _id: message, contact: contact._id, messages: [message], kind, danger };
  const alarm = newAlarm({ ...said, sites: contact.sites }, now);
  await alarms.create([alarm], { session: tx });
  return [callOf(message)];
}

/** The hint that somebody is to be called. */
export function callOf(id: string): Hint {
  return { queue: 'due', job: { what: 'alarm', id } };
}

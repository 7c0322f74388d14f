import type { ReceivedText } from '#channels';
import { contactOfPhone } from '#contacts';
import type { Log } from '#domain';
import type { Queues } from '#queue';
import { driverOf, type Inbound, isDuplicate, newId } from '#storage';
import { type DoorWorld, honourAtDoor, readAtDoor } from './door.ts';

export type InboxWorld = DoorWorld & { queue: Pick<Queues, 'enqueue'>; log: Log };

export type Recorded =
  | { kind: 'recorded'; id: string }
  | { kind: 'ignored'; reason: 'duplicate' | 'not_a_phone' };

/**
 * Records what arrived, once: a provider's id seen before is ignored. An opt-out is honoured here, in the
 * same transaction. The turn is handed on as a hint; if the queue is away the sweep hands it on.
 * @throws the driver's error if MongoDB is away; nothing is then recorded
 */
export async function recordInbound(
  world: InboxWorld,
  text: ReceivedText,
  recordedBy: Inbound['recordedBy'],
  receivedAt: Date,
): Promise<Recorded> {
  const contact = text.phone ? await contactOfPhone(world, text.phone, text.channel) : null;
  const door = contact ? await readAtDoor(world, contact._id, text) : null;
  const { phone: _, accountSid: __, ...fields } = text;
  const message: Inbound = {
    ...fields,
    _id: newId(),
    contact: contact?._id ?? null,
    door,
    confirm: false,
    receivedAt,
    recordedBy,
    handled: contact === null,
    failures: 0,
    forPerson: contact === null ? 'not_a_phone' : null,
  };
  if (!(await insertOnce(world, message))) return { kind: 'ignored', reason: 'duplicate' };
  world.log.info(
    { inbound: message._id, contact: contact?._id ?? null, door },
    'a message arrived',
  );
  if (!contact) return { kind: 'ignored', reason: 'not_a_phone' };
  await world.queue.enqueue([{ queue: 'turns', job: { contact: contact._id } }]);
  return { kind: 'recorded', id: message._id };
}

async function insertOnce(world: InboxWorld, message: Inbound): Promise<boolean> {
  try {
    const { contact, door } = message;
    if (contact === null || door === null) {
      await driverOf(world.store.inbound).insertOne(message);
      return true;
    }
    // Looked up first: in a transaction, a duplicate would end it after its other writes were made.
    if (await world.store.inbound.exists({ providerId: message.providerId })) return false;
    await world.store.transaction(async (tx) => {
      const honoured = await honourAtDoor(world, { ...message, contact }, tx);
      await world.store.inbound.insertMany([honoured], { session: tx });
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

import type { Contact } from '#domain';
import type { Alarm, Inbound } from '#storage';
import type { CommandWorld } from './command.ts';

/** Who wrote what staff were called to, and her words, for those who answer her. */
export async function familyMessages(
  { store }: Pick<CommandWorld, 'store'>,
  { contact, messages }: Pick<Alarm, 'contact' | 'messages'>,
) {
  const [family, written] = await Promise.all([
    store.contacts.findById(contact).lean<Contact>(),
    store.inbound
      .find({ _id: { $in: messages } })
      .sort({ receivedAt: 1 })
      .lean<Inbound[]>(),
  ]);
  return {
    family: {
      phone: family?.phone ?? null,
      name: family?.name ?? null,
      language: family?.language ?? null,
    },
    messages: written.map(({ _id, receivedAt, body }) => ({ id: _id, at: receivedAt, body })),
  };
}
